/** Every command id; ids are API. */
export const commandIds = {
  newPost: 'galley.newPost',
  importPage: 'galley.importPage',
  draft: 'galley.draft',
  caption: 'galley.caption',
  altText: 'galley.altText',
  heroImage: 'galley.heroImage',
  video: 'galley.video',
  runPipeline: 'galley.runPipeline',
  cancel: 'galley.cancel',
  openPreview: 'galley.openPreview',
  showCosts: 'galley.showCosts',
  setApiKey: 'galley.setApiKey',
  chooseModel: 'galley.chooseModel',
  fetchUnfinished: 'galley.fetchUnfinished',
  showLog: 'galley.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
