export function cacheFolder(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): string;

export function installOnce(folder: string, isComplete: (folder: string) => boolean, install: (folder: string) => Promise<void>): Promise<void>;
