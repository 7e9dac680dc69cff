import type { StepId } from '../common/terms.js';

/** Every command id; ids are API. */
export const commandIds = {
  newPost: 'galley.newPost',
  importPage: 'galley.importPage',
  newCluster: 'galley.newCluster',
  numberFacts: 'galley.numberFacts',
  planPosts: 'galley.planPosts',
  showPlannedPosts: 'galley.showPlannedPosts',
  draft: 'galley.draft',
  caption: 'galley.caption',
  suggestCaption: 'galley.suggestCaption',
  altText: 'galley.altText',
  heroImage: 'galley.heroImage',
  video: 'galley.video',
  runPipeline: 'galley.runPipeline',
  redoFrom: 'galley.redoFrom',
  runAll: 'galley.runAll',
  showDue: 'galley.showDue',
  showBatch: 'galley.showBatch',
  cancel: 'galley.cancel',
  openPreview: 'galley.openPreview',
  showCosts: 'galley.showCosts',
  showBalance: 'galley.showBalance',
  createStudio: 'galley.createStudio',
  setApiKey: 'galley.setApiKey',
  chooseModel: 'galley.chooseModel',
  fetchUnfinished: 'galley.fetchUnfinished',
  filterPosts: 'galley.posts.filter',
  clearPostsFilter: 'galley.posts.clearFilter',
  refreshPosts: 'galley.posts.refresh',
  groupPostsByPillar: 'galley.posts.groupByPillar',
  groupPostsByFormat: 'galley.posts.groupByFormat',
  groupPostsByState: 'galley.posts.groupByState',
  groupPostsByDate: 'galley.posts.groupByDate',
  runPostsPipeline: 'galley.posts.runPipeline',
  changePillar: 'galley.posts.changePillar',
  openPostToSide: 'galley.posts.openToSide',
  revealPost: 'galley.posts.reveal',
  revealInPostsView: 'galley.posts.revealInView',
  copyPostsPath: 'galley.posts.copyPath',
  deletePosts: 'galley.posts.delete',
  customizePrompt: 'galley.customizePrompt',
  showPrompt: 'galley.showPrompt',
  showLog: 'galley.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** The command that runs a step on a post. */
export const commandOfStep: Readonly<Record<Exclude<StepId, 'plan'>, CommandId>> & { readonly plan?: undefined } = {
  draft: commandIds.draft,
  caption: commandIds.caption,
  hero_image: commandIds.heroImage,
  alt_text: commandIds.altText,
  video: commandIds.video,
};
