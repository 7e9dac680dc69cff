import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parsePost } from '../../src/post/parse.js';
import { outcome, writePost } from './files.js';

const body = `The oven holds 180 degrees for 9 hours after the fire is out.

Building it took 300 kg of brick and 11 weekends.

It isn't a heater. It's a battery for bread.
`;

interface Writing {
  readonly document: vscode.TextDocument;
  readonly caption: () => string | undefined;
}

/** `|` marks the cursor. */
async function write(name: string, marked: string): Promise<Writing> {
  const whole = `---\ntitle: The oven that heats itself\n${marked}\npipeline: []\n---\n${body}`;
  const offset = whole.indexOf('|', whole.indexOf('caption'));
  const at = marked.includes('|-') ? whole.indexOf('|', whole.indexOf('|-') + 1) : offset;
  const uri = await writePost(`ghost/${name}.post.md`, whole.slice(0, at) + whole.slice(at + 1));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const position = document.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
  return { document, caption: () => { const post = parsePost(document.getText()); return post.captions['x'] ?? post.caption; } };
}

/** Ghost text has no event: the command is given until the text it is for is there and the document changes. */
async function whenChanged(document: vscode.TextDocument, command: string, isAsking = true): Promise<void> {
  const { version } = document;
  for (let attempt = 0; attempt < 60 && document.version === version; attempt++) {
    if (isAsking && attempt % 10 === 0) await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await vscode.commands.executeCommand(command);
    if (document.version === version) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.notEqual(document.version, version, `${command} changed nothing`);
}

const commit = 'editor.action.inlineSuggest.commit';
const nextWord = 'editor.action.inlineSuggest.acceptNextWord';

describe('Ghost text in captions', () => {
  before(async () => {
    await vscode.extensions.getExtension('galley.galley')?.activate();
  });

  const styles: readonly [string, string, string][] = [
    ['a-key', 'caption: |', 'The oven'],
    ['a-folded-block', 'caption: >-\n  The oven holds|', 'The oven holds 180 degrees'],
    ['a-literal-block', 'caption: |-\n  The oven holds|', 'The oven holds 180 degrees'],
    ['double-quotes', 'caption: "The oven holds|"', 'The oven holds 180 degrees'],
    ['single-quotes', "caption: 'Building it took 300|'", 'Building it took 300 kg of brick'],
    ['plain-text', 'caption: The oven holds|', 'The oven holds 180 degrees'],
    ['a-variant', 'captions:\n  x: >-\n    The oven holds|', 'The oven holds 180 degrees'],
  ];
  for (const [name, marked, start] of styles) {
    it(`is accepted whole in ${name.replaceAll('-', ' ')}, and the file reads it back`, async () => {
      const { document, caption } = await write(name, marked);
      await whenChanged(document, commit);
      assert.ok(caption()?.startsWith(start), document.getText());
      assert.equal((caption() ?? '').includes('#'), name !== 'plain-text', document.getText());
      assert.deepEqual(parsePost(document.getText()).problems, []);
      assert.ok(document.getText().endsWith(`\npipeline: []\n---\n${body}`));
    });

    it(`is accepted word by word in ${name.replaceAll('-', ' ')}, and the file is valid after each`, async () => {
      const { document, caption } = await write(`${name}-words`, marked);
      const seen: (string | undefined)[] = [];
      for (let word = 0; word < 6; word++) {
        await whenChanged(document, nextWord);
        seen.push(caption());
        assert.deepEqual(parsePost(document.getText()).problems, [], document.getText());
      }
      assert.ok(new Set(seen).size >= 4 && (seen.at(-1) ?? '').length > 5, JSON.stringify(seen));
    });
  }

  it('has other candidates to cycle through', async () => {
    const first = await write('cycle-one', 'caption: >-\n  |');
    await whenChanged(first.document, commit);
    const second = await write('cycle-two', 'caption: >-\n  |');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('editor.action.inlineSuggest.showNext');
    await whenChanged(second.document, commit, false);
    assert.notEqual(second.caption(), first.caption());
  });

  it('is shown by the command, which goes to the caption first', async () => {
    const { document, caption } = await write('command', 'caption: >-\n  The oven holds|');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('galley.suggestCaption', document.uri);
    await whenChanged(document, commit);
    assert.match(caption() ?? '', /^The oven holds 180 degrees for 9 hours/);
  });

  it('adds the key when the command finds none', async () => {
    const { document, caption } = await write('no-key', 'mine: |');
    await vscode.commands.executeCommand('galley.suggestCaption', document.uri);
    await whenChanged(document, commit);
    assert.match(caption() ?? '', /#/);
    assert.deepEqual(parsePost(document.getText()).problems, []);
  });

  it('is refused without a body, with what to do', async () => {
    const uri = await writePost('ghost/empty.post.md', '---\ntitle: A\n---\n');
    const error = await outcome('galley.suggestCaption', uri);
    assert.ok(error instanceof Error && /^Could not write the caption: the post has no body/.test(error.message), String(error));
  });

  it('is silent in the body, in keys and when it is off', async () => {
    const silent = async (document: vscode.TextDocument): Promise<void> => {
      const { version } = document;
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand(commit);
      assert.equal(document.version, version);
    };
    const key = await write('key', 'capti|on: >-\n  x');
    await silent(key.document);
    const inBody = await write('body', 'caption: >-\n  x|');
    const editor = vscode.window.activeTextEditor;
    const end = inBody.document.positionAt(inBody.document.getText().length);
    if (editor) editor.selection = new vscode.Selection(end, end);
    await silent(inBody.document);
    const settings = vscode.workspace.getConfiguration('galley');
    await settings.update('caption.suggest', 'off', vscode.ConfigurationTarget.Global);
    try {
      await silent((await write('off', 'caption: >-\n  The oven holds|')).document);
      const error = await outcome('galley.suggestCaption', inBody.document.uri);
      assert.ok(error instanceof Error && error.message.includes('galley.caption.suggest'), String(error));
    } finally {
      await settings.update('caption.suggest', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
