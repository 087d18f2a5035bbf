import { note } from '#accounts/audit.sql.js';
import { type StaffEntry, saveStaff } from '#accounts/staff.sql.js';
import { changeDraft, findDraft, startDraft } from '#fronts/draft.sql.js';
import { type Container, storyCard } from '#fronts/front.js';
import { findUp, openFront } from '#fronts/front.sql.js';
import { addContainer, applyDraft, placeCard } from '#fronts/front-document.js';
import { cancelLaunch, launchAt, launchNow } from '#fronts/launch.sql.js';
import type { MediaId, RevisionId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { getPicture, savePicture } from '#media/picture.sql.js';
import { retireSection } from '#paper/section-changes.sql.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { hideFromEngines } from '#stories/acts.sql.js';
import { addTasks, finishTask, listTasks } from '#stories/publish-tasks.sql.js';
import { saveWaitingUpdate } from '#stories/publish-waiting.sql.js';
import { setRedirect } from '#stories/redirect.sql.js';
import { saveStages } from '#stories/stage.sql.js';
import { mergeTopics } from '#stories/topic-changes.sql.js';
import { joinTeam } from '#stories/work.sql.js';
import { closeStory } from '#stories/work-closed.sql.js';
import { savePlan } from '#stories/work-plan.sql.js';
import { changeWorking, startWorking } from '#stories/working.sql.js';
import { fieldsOf, textOf } from '#stories/working-document.js';
import { putThreads } from '#stories/working-notes.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const at = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS);

/** Gives the archive of `fillWithArchive` a newsroom, with one of everything that its desk knows. */
export async function fillWithDesk({ db }: Store): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const ada = await saveStaff(tx, { email: 'ada@example.org', name: 'Ada Finch', role: 'admin' }, NOW);
    const tom = await saveStaff(
      tx,
      {
        ...({ email: 'tom@example.org', name: 'Tom Reed', role: 'reporter', active: false } as const),
        ...{ sections: new Set([2 as SectionId]), byline: 1 as StaffEntry['byline'] },
        ...{ granted: new Set(['correct'] as const), denied: new Set(['write'] as const) },
      },
      NOW,
    );
    await fillLabels(tx, ada);
    await fillWork(tx, ada, tom);
    await fillWorking(tx, ada, tom);
    await fillFronts(tx, ada);
    const line = { by: ada.id, act: 'staff.changed', about: 'staff', subject: tom.id, at: NOW };
    await note(tx, { ...line, details: { active: [true, false] } });
    await note(tx, {
      by: null,
      act: 'settings.changed',
      about: 'settings',
      subject: null,
      details: {},
      at: NOW,
    });
  });
}

async function fillLabels(tx: Tx, ada: StaffEntry): Promise<void> {
  const picture = await getPicture(tx, 1 as MediaId);
  await savePicture(tx, {
    ...picture,
    ...{ title: 'Square', creator: 'Ada', source: 'Own', usageTerms: 'Once', takenAt: '2019-05-04' },
    ...{ rightsKind: 'licensed', rightsUntil: at(90).getTime(), uploadedBy: ada.id },
    crops: { '1x1': { x: 0, y: 0, w: 1, h: 1 } },
  });
  await mergeTopics(tx, 2 as TopicId, 1 as TopicId, NOW);
  await retireSection(tx, (await addOldSection(tx)) as SectionId, 1 as SectionId, NOW);
  await setRedirect(tx, { from: '/by-hand', to: '/news/ferry', by: ada.id }, NOW);
  await hideFromEngines(tx, 2 as StoryId, { by: ada.id, byName: ada.name, reason: 'A letter' }, NOW);
}

async function addOldSection(tx: Tx): Promise<number> {
  const row = { slug: 'old', name: 'Old', description: '', position: 9, access: 'open' };
  const { id } = await tx.insertInto('section').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

async function fillWork(tx: Tx, ada: StaffEntry, tom: StaffEntry): Promise<void> {
  const stages = [
    { slug: 'idea', name: 'Ideas', kind: 'planned' },
    { slug: 'work', name: 'Being written', kind: 'work' },
    { slug: 'ready', name: 'Ready', kind: 'ready' },
  ] as const;
  await saveStages(tx, stages, NOW);
  const plan = {
    ...{ stage: 'ready', assignee: tom.id, dueAt: at(3).getTime(), day: '2026-03-02', wantedWords: 400 },
    ...{ line: 'Ask the ferrymen', goesTo: 'page 3', asksSecond: true, looked: true },
  };
  await savePlan(tx, 3 as StoryId, { ...plan, by: ada.id }, NOW);
  await joinTeam(tx, 3 as StoryId, [tom.id, ada.id]);
  await closeStory(tx, 3 as StoryId, { to: [ada.id], by: ada.id }, NOW);
  const task = { code: 'alt-missing', part: 'body', details: { count: 1 } };
  await addTasks(tx, 1 as StoryId, [task, { ...task, code: 'no-topic' }], NOW);
  const [first] = await listTasks(tx, 1 as StoryId);
  await finishTask(tx, 1 as StoryId, { task: first?.id ?? 0, by: tom.id, at: at(1) });
  const revisions = await tx.selectFrom('revision').select('id').where('story_id', '=', 1).execute();
  const [base = 0, revision = 0] = revisions.map(({ id }) => id).sort((one, other) => one - other);
  const update = {
    ...{ story: 1 as StoryId, revision: revision as RevisionId, base: base as RevisionId },
    ...{ goesOutAt: at(5).getTime(), unpublishAt: null, updateNote: 'New times.', readersAreTold: false },
    ...{ by: ada.id, byName: ada.name, madeAt: NOW.getTime() },
  };
  await saveWaitingUpdate(tx, update, NOW);
}

async function fillWorking(tx: Tx, ada: StaffEntry, tom: StaffEntry): Promise<void> {
  // Opened, and left as it was.
  await startWorking(tx, 5 as StoryId, NOW);
  await changeWorking(tx, 2 as StoryId, { by: tom.id, at: NOW }, (doc) => {
    textOf(doc, 'headline').insert(0, 'Closed: ');
    fieldsOf(doc).set('slug', 'bridge-closed');
    fieldsOf(doc).set('section', 1);
    const mark = { by: ada.id, at: NOW.getTime() };
    putThreads(doc, [
      {
        ...{ id: 'note1', ...mark, text: 'Since when?', passage: 'Closed', mentions: [tom.id, 99] },
        ...{ resolved: { by: tom.id, at: at(1).getTime() }, replies: [{ ...mark, text: 'Thanks.' }] },
      },
      { id: 'note2', by: 99, at: 5, text: 'Gone', passage: '', mentions: [], resolved: null, replies: [] },
    ]);
  });
}

async function fillFronts(tx: Tx, ada: StaffEntry): Promise<void> {
  const home = await openFront(tx, null, NOW);
  await startDraft(tx, home, NOW);
  const made = { by: ada.id, at: NOW };
  const lead: Container = {
    ...{ id: 'leadlead', layout: 'lead', title: 'Today', rule: { by: 'section', section: 1 as SectionId } },
    ...{ limit: 5, cards: [{ ...storyCard('cardcar1', 1 as StoryId), headline: 'Own words', pinned: 1 }] },
  };
  await changeDraft(tx, home.id, (doc) => addContainer(doc, lead, null), made);
  const wish = async () => ({ ...(await findDraft(tx, home.id)), carries: null, after: [] }) as never;
  await launchNow(tx, home.id, await wish(), { by: ada.id, how: 'launch' }, NOW);
  for (const hours of [4, 6])
    await changeDraft(
      tx,
      home.id,
      (doc) => placeCard(doc, storyCard(`cardcar${hours}`, 2 as StoryId), { container: '', before: null }),
      made,
    );
  const draft = await findDraft(tx, home.id);
  if (!draft) throw new Error('There is no draft.');
  const other = { ...draft, containers: draft.containers.map((one) => ({ ...one, title: 'Tonight' })) };
  await changeDraft(tx, home.id, (doc) => applyDraft(doc, other), made);
  await launchAt(tx, home.id, await wish(), { by: ada.id, at: at(8).getTime() }, NOW);
  const second = await launchAt(tx, home.id, await wish(), { by: ada.id, at: at(9).getTime() }, NOW).catch(
    () => undefined,
  );
  if (second !== undefined) await cancelLaunch(tx, home.id, second, ada.id, NOW);
  if ((await findUp(tx, home.id, NOW)).up.version === 0) throw new Error('Nothing was launched.');
  // A section's front, opened and never launched.
  await startDraft(tx, await openFront(tx, 1 as SectionId, NOW), NOW);
}
