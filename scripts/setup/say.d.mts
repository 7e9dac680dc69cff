export class SetupError extends Error {}

export function say(line: string): void;

export function main(program: (args: string[]) => Promise<number>): Promise<void>;
