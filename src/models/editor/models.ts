import * as vscode from 'vscode';
import { readSettings } from '../../editor/settings.js';
import { chooseImage, chooseText, falKeyOrigin, textChoiceInfo, textKeyOrigin, type ImageChoice, type TextChoice } from '../choice.js';
import type { ImageModel } from '../imageModel.js';
import type { ModelInfo } from '../modelInfo.js';
import type { OpenaiTextOptions } from '../openai/textModel.js';
import type { TextPrices, UnitPrices } from '../prices.js';
import type { TextModel } from '../textModel.js';
import type { VideoModel } from '../videoModel.js';
import type { Keys } from './keys.js';
import { Latest } from './latest.js';

export type OpenaiChoice = Pick<OpenaiTextOptions, 'baseUrl' | 'model' | 'apiKey' | 'leavesComputer'>;
export interface FalChoice {
  readonly model: string;
  readonly endpoint: string | undefined;
  readonly key: () => Promise<string | undefined>;
}

/** Price lists, which load when they are first asked for. */
export interface Prices {
  readonly text: () => Promise<TextPrices>;
  readonly units: () => Promise<UnitPrices>;
}

export interface ModelsDeps {
  readonly keys: Keys;
  readonly builtinText: TextModel;
  readonly builtinImage: ImageModel;
  readonly prices: Prices;
  /** The adapters, which load when they are first asked for. */
  readonly openaiText: (choice: OpenaiChoice) => Promise<TextModel>;
  readonly falImage: (choice: FalChoice) => Promise<ImageModel>;
  readonly falVideo: (choice: FalChoice) => Promise<VideoModel>;
}

const sections = ['text', 'image', 'video', 'fal', 'prices'];

/**
 * The models that the settings and keys name, to be asked for at the start of each run. A provider that was chosen and
 * cannot be used gives a model whose calls say why: no other one ever takes its place. Making a model sends nothing to
 * a provider.
 */
export class Models implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private readonly latestText = new Latest<TextModel>();
  private readonly latestImage = new Latest<ImageModel>();
  private readonly latestVideo = new Latest<VideoModel>();

  /** Another model may answer from now on, or at another price. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ModelsDeps) {
    this.subscriptions = [
      this.changed,
      deps.keys.onDidChange(() => { this.changed.fire(); }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (sections.some((section) => event.affectsConfiguration(`galley.${section}`))) this.changed.fire();
      }),
    ];
  }

  async text(): Promise<TextModel> {
    const { provider, baseUrl } = readSettings().text;
    if (provider === 'auto') await this.deps.keys.get('openai', textKeyOrigin(baseUrl));
    const choice = this.textChoice;
    return this.latestText.get(choice, () => this.makeText(choice));
  }

  async image(): Promise<ImageModel> {
    const { image, falEndpoint } = readSettings();
    if (image.provider === 'auto') await this.deps.keys.get('fal', falKeyOrigin(falEndpoint));
    const choice = this.imageChoice;
    if (choice.provider === 'builtin') return this.deps.builtinImage;
    return this.latestImage.get({ choice, falEndpoint }, () => this.deps.falImage(this.fal(choice.model, falEndpoint)));
  }

  /** The images of a provider, whichever is chosen by now: what was bought from it is fetched there. `undefined` without its key. */
  async imageFrom(provider: string): Promise<ImageModel | undefined> {
    const { image, falEndpoint } = readSettings();
    if (provider !== 'fal' || !(await this.deps.keys.get('fal', falKeyOrigin(falEndpoint)))) return undefined;
    return this.deps.falImage(this.fal(image.model, falEndpoint));
  }

  /** Whether clips can be made at all: there is no built-in video. */
  async hasVideo(): Promise<boolean> {
    return Boolean(await this.deps.keys.get('fal', falKeyOrigin(readSettings().falEndpoint)));
  }

  /** Without a key for fal, its calls say so. */
  async video(): Promise<VideoModel> {
    const { videoModel, falEndpoint } = readSettings();
    return this.latestVideo.get({ videoModel, falEndpoint }, () => this.deps.falVideo(this.fal(videoModel, falEndpoint)));
  }

  /** Who would write now, without waiting: for labels. */
  get textInfo(): ModelInfo {
    const choice = this.textChoice;
    return this.latestText.peek(choice)?.info ?? textChoiceInfo(choice, this.deps.builtinText.info);
  }

  get imageInfo(): ModelInfo {
    const choice = this.imageChoice;
    return choice.provider === 'builtin' ? this.deps.builtinImage.info : falInfo(choice.model);
  }

  get videoInfo(): ModelInfo {
    return falInfo(readSettings().videoModel);
  }

  get textChoice(): TextChoice {
    const { text } = readSettings();
    return chooseText(text, text.provider === 'auto' && this.deps.keys.has('openai', textKeyOrigin(text.baseUrl)));
  }

  get imageChoice(): ImageChoice {
    const { image, falEndpoint } = readSettings();
    return chooseImage(image, image.provider === 'auto' && this.deps.keys.has('fal', falKeyOrigin(falEndpoint)));
  }

  get prices(): Prices {
    return this.deps.prices;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async makeText(choice: TextChoice): Promise<TextModel> {
    switch (choice.provider) {
      case 'builtin':
        return this.deps.builtinText;
      case 'vscode': {
        const { namedVscodeModel } = await import('./vscodeModels.js');
        return namedVscodeModel(choice.model, () => { this.changed.fire(); });
      }
      case 'openai': {
        const { baseUrl, model } = choice;
        const { leavesComputer } = await import('../local.js');
        const origin = textKeyOrigin(baseUrl);
        return this.deps.openaiText({
          baseUrl,
          model,
          // Bound to the address that this model asks, whatever the setting says by then.
          apiKey: () => this.deps.keys.get('openai', origin),
          leavesComputer: await leavesComputer(baseUrl, model),
        });
      }
    }
  }

  private fal(model: string, falEndpoint: string): FalChoice {
    const origin = falKeyOrigin(falEndpoint);
    return { model, endpoint: falEndpoint === '' ? undefined : falEndpoint, key: () => this.deps.keys.get('fal', origin) };
  }
}

function falInfo(model: string): ModelInfo {
  return { provider: 'fal', model, channel: 'api', label: vscode.l10n.t('{0} - fal', model) };
}
