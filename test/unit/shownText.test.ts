import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What VS Code shows of an object or a call. */
const shownMembers = /^(?:title|placeHolder|placeholder|prompt|detail|description|label|tooltip|message|openLabel|text|name)$/;
const showing = /^(?:showErrorMessage|showWarningMessage|showInformationMessage|setStatusBarMessage|UserError|ServiceError|appendText)$/;
/** Brands that are the same in every language. */
const brands = new Set(['LM Studio']);

/** Words of a language: a single one may be an id. */
function isSentence(node: ts.Node): boolean {
  const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join('') : '';
  return /\p{L}{2,}\s+\p{L}/u.test(text) && !brands.has(text);
}

/** Texts in source that are shown as they are, and so could not be translated. */
function shownAsWritten(source: string): readonly string[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
      if (showing.test(called)) found.push(...(node.arguments ?? []).filter(isSentence).map((text) => text.getText()));
    }
    if (ts.isPropertyAssignment(node) && shownMembers.test(node.name.getText()) && isSentence(node.initializer)) found.push(node.initializer.getText());
    const isAssigned = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left);
    if (isAssigned && ts.isPropertyAccessExpression(node.left) && shownMembers.test(node.left.name.text) && isSentence(node.right)) found.push(node.right.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('Text that people read', () => {
  it('goes through l10n', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join('src', name));
    const found = files.flatMap((file) => shownAsWritten(readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`));
    assert.ok(files.length > 100);
    assert.deepEqual(found, []);
  });

  it('is noticed where it does not', () => {
    assert.deepEqual(shownAsWritten("void window.showErrorMessage('Could not do it');"), ["'Could not do it'"]);
    assert.deepEqual(shownAsWritten('throw new UserError(`No file ${name} here`);'), ['`No file ${name} here`']);
    assert.deepEqual(shownAsWritten("item.tooltip = 'Two words'; const row = { label: \"Other words\", id: 'no words here' };"), ["'Two words'", '"Other words"']);
    assert.deepEqual(shownAsWritten("item.tooltip = l10n.t('Two words'); const row = { label: t('Other words') };"), []);
  });
});
