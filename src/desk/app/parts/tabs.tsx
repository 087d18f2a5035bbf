import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';

export type TabEntry = { id: string; says: string; count?: number; panel: ReactNode };

/** What stands side by side and is looked at one at a time. Only the chosen panel is drawn. */
export function Tabs({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: readonly TabEntry[];
  chosen: string;
  onChoose(id: string): void;
}) {
  return (
    <AriaTabs className="tabs" selectedKey={chosen} onSelectionChange={(key) => onChoose(String(key))}>
      <TabList aria-label={label}>
        {tabs.map(({ id, says, count }) => (
          <Tab key={id} id={id}>
            {says}
            {count ? <span className="count figures"> {count}</span> : null}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, panel }) => (
        <TabPanel key={id} id={id}>
          {panel}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
