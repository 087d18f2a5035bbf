/** Signs that become elements as they are typed at the start of a line, and signs around words that become marks. */
import {
  type Editor,
  Extension,
  type InputRule,
  markInputRule,
  nodeInputRule,
  textblockTypeInputRule,
  wrappingInputRule,
} from '@tiptap/core';
import type { MarkType, NodeType } from '@tiptap/pm/model';

export const Shortcuts = Extension.create({
  name: 'shortcuts',
  addInputRules() {
    return [...blockRules(this.editor), ...markRules(this.editor)];
  },
});

function blockRules(editor: Editor): InputRule[] {
  const type = (name: string) => editor.schema.nodes[name] as NodeType;
  return [
    textblockTypeInputRule({ find: /^##\s$/, type: type('crosshead'), getAttributes: { level: 1 } }),
    textblockTypeInputRule({ find: /^###\s$/, type: type('crosshead'), getAttributes: { level: 2 } }),
    textblockTypeInputRule({ find: /^```\s?$/, type: type('preformatted'), getAttributes: { kind: 'code' } }),
    wrappingInputRule({ find: /^\s*[-+*]\s$/, type: type('list'), getAttributes: { ordered: false } }),
    wrappingInputRule({
      find: /^(\d{1,4})\.\s$/,
      type: type('list'),
      getAttributes: ([, number]: RegExpMatchArray) => ({ ordered: true, start: Number(number) }),
      joinPredicate: ([, number], list) =>
        list.attrs.ordered && list.childCount + list.attrs.start === Number(number),
    }),
    wrappingInputRule({ find: /^\s*>\s$/, type: type('quotation') }),
    nodeInputRule({ find: /^(?:---|—-|\*\*\*)\s?$/, type: type('divider') }),
  ];
}

function markRules(editor: Editor): InputRule[] {
  const type = (name: string) => editor.schema.marks[name] as MarkType;
  return [
    markInputRule({ find: /(?:^|\s)(\*\*(?!\s)((?:[^*]+))\*\*)$/, type: type('strong') }),
    markInputRule({ find: /(?:^|\s)(_(?!\s)((?:[^_]+))_)$/, type: type('emphasis') }),
    markInputRule({ find: /(?:^|\s)(\*(?![\s*])((?:[^*]+))\*)$/, type: type('emphasis') }),
    markInputRule({ find: /(?:^|\s)(`((?:[^`]+))`)$/, type: type('code') }),
    markInputRule({ find: /(?:^|\s)(~~((?:[^~]+))~~)$/, type: type('strike') }),
  ];
}
