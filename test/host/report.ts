/** Marks a line of the tests' own report among everything that VS Code prints to its console. */
export const testLine = '[galley test] ';
