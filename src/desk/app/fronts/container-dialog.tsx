import { useState } from 'react';
import { type Container, layouts, most, type Rule } from '#fronts/front.js';
import { type ContainerChange, changeContainer } from '#fronts/front-document.js';
import type { SectionId, TopicId } from '#kit/ids.js';
import { useFrame } from '../lists/data.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { type Option, Select, TextField } from '../parts/field.tsx';
import { Chooser } from '../story/together/chooser.tsx';
import { t } from './messages.ts';
import type { OpenFront } from './use-front.ts';
import { wordContainer } from './words.ts';

type Props = { front: OpenFront; container: Container; onClose: () => void };

const rules = ['none', 'newest', 'section', 'topic'] as const;
const ruleTexts = {
  none: 'ruleNone',
  newest: 'ruleNewest',
  section: 'ruleSection',
  topic: 'ruleTopic',
} as const;
type RuleName = (typeof rules)[number];

/** What a container is: every change is in the draft at once, and colleagues see it. */
export function ContainerDialog({ front, container, onClose }: Props) {
  const change = (wish: ContainerChange) => front.change((doc) => changeContainer(doc, container.id, wish));
  const found = front.filled?.containers.find(({ id }) => id === container.id)?.name ?? '';
  const layoutOptions: Option<Container['layout']>[] = layouts.map((layout) => ({
    value: layout,
    says: t(layout),
    hint: t(`${layout}Hint`),
  }));
  const about = container.rule && !container.title ? found : '';
  return (
    <Dialog
      title={wordContainer(container, front.filled)}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="main" onPress={onClose}>
          {t('done')}
        </Button>
      }
    >
      <TextField
        label={t('title')}
        hint={about ? t('titleHint', { name: about }) : t('titleHintNone')}
        maxLength={most.title}
        value={container.title}
        onChange={(title) => change({ title })}
      />
      <Select
        label={t('layout')}
        options={layoutOptions}
        value={container.layout}
        onChange={(layout) => change({ layout })}
      />
      <RuleField container={container} change={change} name={found} />
      <LimitField limit={container.limit} change={change} />
    </Dialog>
  );
}

function RuleField({
  container: { rule },
  change,
  name,
}: {
  container: Container;
  change: (wish: ContainerChange) => void;
  name: string;
}) {
  const sections = useFrame()?.sections ?? [];
  const [chosen, setChosen] = useState<RuleName>(rule?.by ?? 'none');
  const options = rules.map((value) => ({ value, says: t(ruleTexts[value]) }));
  const choose = (value: RuleName) => {
    setChosen(value);
    if (value === 'none') change({ rule: null });
    if (value === 'newest') change({ rule: { by: 'newest' } });
    const [first] = sections;
    if (value === 'section' && first) change({ rule: bySection(first.id) });
  };
  const sectionOptions = sections.map((section) => ({ value: String(section.id), says: section.name }));
  return (
    <>
      <Select label={t('rule')} options={options} value={chosen} onChange={choose} />
      {chosen === 'section' && (
        <Select
          label={t('whichSection')}
          options={sectionOptions}
          value={rule?.by === 'section' ? String(rule.section) : null}
          onChange={(id) => change({ rule: bySection(Number(id)) })}
        />
      )}
      {chosen === 'topic' && (
        <div className="field">
          <span className="legend">{t('whichTopic')}</span>
          {rule?.by === 'topic' && <p>{name}</p>}
          <Chooser
            kind="topic"
            label={t('whichTopic')}
            onChoose={({ id }) => change({ rule: { by: 'topic', topic: id as TopicId } })}
          />
        </div>
      )}
    </>
  );
}

function bySection(id: number): Rule {
  return { by: 'section', section: id as SectionId };
}

function LimitField({ limit, change }: { limit: number; change: (wish: ContainerChange) => void }) {
  const [typed, setTyped] = useState(String(limit));
  const take = (text: string) => {
    setTyped(text);
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= most.limit) change({ limit: number });
  };
  return <TextField label={t('limit')} type="number" inputMode="numeric" value={typed} onChange={take} />;
}
