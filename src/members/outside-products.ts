/** Which tier a product of the printed paper brings: lines of the setting outsideProducts, as `Daily = gold`. */
export type ProductTiers = (product: string) => string | undefined;

/** `* = gold` is for every product that no line names. */
export function readProducts(lines: readonly string[]): ProductTiers {
  const tiers = new Map<string, string>();
  for (const line of lines) {
    const at = line.lastIndexOf('=');
    const [product, tier] = [line.slice(0, at), line.slice(at + 1).trim()];
    if (at > 0 && tier !== '') tiers.set(productKey(product), tier);
  }
  return (product) => tiers.get(productKey(product)) ?? tiers.get('*');
}

function productKey(product: string): string {
  return product.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
