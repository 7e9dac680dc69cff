import * as vscode from 'vscode';
import type { SpendLimits } from '../cost/budget.js';
import { parseUsd, type MicroUsd } from '../common/money.js';
import { suggestModes, type SuggestMode } from '../caption/suggestMode.js';
import { imageProviders, textProviders, type ImageSettings, type TextSettings } from '../models/choice.js';

/** The settings as logic takes them, checked: what has the wrong type counts as not set. */
export interface Settings {
  /** Glob of the post files. */
  readonly postsInclude: string;
  readonly text: TextSettings;
  readonly image: ImageSettings;
  readonly videoModel: string;
  /** Gets every request to fal; empty for fal's own hosts. */
  readonly falEndpoint: string;
  readonly budget: {
    readonly perPost: MicroUsd | undefined;
    readonly perDay: MicroUsd | undefined;
  };
  /** Steps dearer than this ask first. */
  readonly confirmAbove: MicroUsd;
  /** How much work each provider gets at a time in a batch, by its name. */
  readonly batchConcurrency: Readonly<Record<string, number>>;
  /** When captions are suggested as ghost text. */
  readonly captionSuggest: SuggestMode;
  /** The user's own prices, unchecked. */
  readonly prices: unknown;
}

/** The same as in `package.json`, which a test compares. */
export const settingDefaults = {
  'posts.include': '**/*.post.md',
  'text.provider': 'auto',
  'text.baseUrl': 'https://api.openai.com/v1',
  'text.model': 'gpt-6-luna',
  'image.provider': 'auto',
  'image.model': 'fal-ai/flux-pro/v1.1-ultra',
  'video.model': 'fal-ai/kling-video/v2.5-turbo/pro/text-to-video',
  'fal.endpoint': '',
  'budget.perPost': null,
  'budget.perDay': null,
  confirmAbove: 0.5,
  'batch.concurrency': {},
  'caption.suggest': 'whenFree',
  prices: {},
} as const;

type Key = keyof typeof settingDefaults;

export function readSettings(scope?: vscode.ConfigurationScope): Settings {
  const settings = vscode.workspace.getConfiguration('galley', scope);
  const text = (key: Key): string => {
    const value = settings.get<unknown>(key);
    return typeof value === 'string' ? value.trim() : '';
  };
  const filled = (key: 'posts.include' | 'text.model' | 'image.model' | 'video.model'): string => text(key) || settingDefaults[key];
  return {
    postsInclude: filled('posts.include'),
    text: {
      provider: textProviders.find((known) => known === text('text.provider')) ?? settingDefaults['text.provider'],
      // Empty is an error that a request tells, not OpenAI's address.
      baseUrl: text('text.baseUrl'),
      model: filled('text.model'),
      isModelSet: isSet(settings, 'text.model'),
    },
    image: {
      provider: imageProviders.find((known) => known === text('image.provider')) ?? settingDefaults['image.provider'],
      model: filled('image.model'),
    },
    videoModel: filled('video.model'),
    falEndpoint: text('fal.endpoint'),
    budget: { perPost: limit(settings, 'budget.perPost'), perDay: limit(settings, 'budget.perDay') },
    confirmAbove: limit(settings, 'confirmAbove') ?? 0,
    batchConcurrency: counts(settings.get<unknown>('batch.concurrency')),
    captionSuggest: suggestModes.find((known) => known === text('caption.suggest')) ?? settingDefaults['caption.suggest'],
    prices: settings.get<unknown>('prices'),
  };
}

/** Whole numbers of at least one; what is none counts as not set. */
function counts(value: unknown): Readonly<Record<string, number>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => Number.isInteger(entry[1]) && entry[1] >= 1));
}

function isSet(settings: vscode.WorkspaceConfiguration, key: Key): boolean {
  const found = settings.inspect(key);
  const values = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
  return values.some((value) => typeof value === 'string' && value.trim() !== '');
}

/** An amount of dollars; `undefined` for no limit. A workspace may lower a limit that the user set, never raise it. */
function limit(settings: vscode.WorkspaceConfiguration, key: Key): MicroUsd | undefined {
  const own = amount(settings.inspect(key)?.globalValue);
  const valid = amount(settings.get(key));
  return own === undefined ? valid : Math.min(own, valid ?? own);
}

/** What is no amount must not lift a limit: it counts as zero, so that every step asks. */
function amount(value: unknown): MicroUsd | undefined {
  if (value === undefined || value === null) return undefined;
  return (typeof value === 'number' ? parseUsd(value) : undefined) ?? 0;
}

/** The limits of spending; they belong to the window, whichever folder a post is in. */
export function spendLimits(): SpendLimits {
  const { budget, confirmAbove } = readSettings();
  return { ...budget, confirmAbove };
}
