import type { Figure } from './strongFigure.js';
import type { Palette } from './palette.js';
import type { Random } from './random.js';
import type { TitleRun } from './titleRuns.js';
import type { Typesetter } from './typesetter.js';

/** `wide` puts words and artwork side by side, the others one above the other. */
export type Shape = 'wide' | 'square' | 'tall';

/** Everything a design draws from. Lengths in pixels. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly shape: Shape;
  /** About 1 px at 1200 × 630; sizes scale with the picture's area. */
  readonly unit: number;
  /** Free space at the left and right edge. */
  readonly margin: number;
  /** Free space at the top and bottom edge. Larger in stories, where apps lay their buttons over the picture. */
  readonly marginY: number;
  readonly random: Random;
  readonly seed: string;
  readonly palette: Palette;
  readonly type: Typesetter;
  readonly title: readonly TitleRun[];
  readonly pillarName: string | undefined;
  readonly studioName: string | undefined;
  readonly figure: Figure | undefined;
}

/** What a design made. */
export interface Drawing {
  readonly markup: string;
  /** The title was too long even at the smallest size and ends in an ellipsis. */
  readonly isTitleCut: boolean;
}

export type Design = (stage: Stage) => Drawing;

export function shapeOf(width: number, height: number): Shape {
  const ratio = height / width;
  if (ratio > 1.12) return 'tall';
  return ratio > 0.85 ? 'square' : 'wide';
}

export function measureStage(width: number, height: number): Pick<Stage, 'width' | 'height' | 'shape' | 'unit' | 'margin' | 'marginY'> {
  const unit = Math.sqrt(width * height) / Math.sqrt(1200 * 630);
  const isStory = height / width > 1.6;
  const margin = Math.round(Math.min(58 * unit, width * 0.08, height * 0.11));
  return { width, height, shape: shapeOf(width, height), unit, margin, marginY: isStory ? Math.round(height * 0.065) : margin };
}
