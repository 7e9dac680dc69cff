import * as vscode from 'vscode';
import type { ProblemSeverity } from '../../post/post.js';
import type { CheckProblem } from '../codes.js';
import type { ProblemDocs } from './problemDocs.js';
import { rangesOf } from './positions.js';

/** Shown beside the code in the Problems panel. */
export const diagnosticSource = 'Galley';

const severities: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function toDiagnostics(text: string, problems: readonly CheckProblem[], docs: ProblemDocs): vscode.Diagnostic[] {
  const rangeOf = rangesOf(text);
  return problems.map(({ code, severity, span, message, neighbors = [] }) => {
    const diagnostic = new vscode.Diagnostic(rangeOf(span), message, severities[severity]);
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: code, target: docs.of(code) };
    if (neighbors.length > 0) diagnostic.relatedInformation = neighbors.map(({ uri, name }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(vscode.Uri.parse(uri, true), new vscode.Position(0, 0)), name));
    return diagnostic;
  });
}
