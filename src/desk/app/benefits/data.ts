import { useQuery } from '@tanstack/react-query';
import type { BenefitsReply, PartnersReply, StatementsReply, StockReply } from '../../shapes/benefits.ts';
import { get } from '../api.ts';
import { useRenewed } from '../settings/data.ts';

export const benefitsKey = ['benefits'] as const;
export const partnersKey = ['partners'] as const;
export const statementsKey = ['statements'] as const;
export const stockKey = (id: number) => ['stock', id] as const;
export const vouchersKey = (id: number) => ['vouchers', id] as const;

/** Every benefit with what became of it, renewed when something is claimed or redeemed. */
export function useBenefits() {
  useRenewed(['benefit.', 'voucher.'], benefitsKey);
  return useQuery({ queryKey: benefitsKey, queryFn: () => get<BenefitsReply>('/benefits') });
}

/** Partners with places and devices, renewed when a device comes in or is locked. */
export function usePartners() {
  useRenewed(['partner.', 'counter.'], partnersKey);
  return useQuery({ queryKey: partnersKey, queryFn: () => get<PartnersReply>('/partners') });
}

export function useStatements(month: string) {
  useRenewed(['voucher.redeemed', 'partner.'], statementsKey);
  return useQuery({
    queryKey: [...statementsKey, month],
    queryFn: () => get<StatementsReply>(`/statements?month=${month}`),
    placeholderData: (before) => before,
  });
}

export function useStock(id: number) {
  return useQuery({ queryKey: stockKey(id), queryFn: () => get<StockReply>(`/benefits/${id}/codes`) });
}
