/** Marks a line of the tests' own report among everything that VS Code prints to its console. */
export const testLine = '[galley test] ';
/** Printed when a window came up without the folders of its workspace: the driver opens it once more. */
export const workspaceMissing = 'The folders of the workspace did not come.';
