/** What VS Code's own themes give a webview, as far as Galley's pages use it. */
const shared = {
  'font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': '"Droid Sans Mono", monospace',
};

const dark = {
  ...shared,
  'editor-background': '#1f1f1f', 'editor-foreground': '#cccccc', foreground: '#cccccc', descriptionForeground: '#9d9d9d', errorForeground: '#f85149',
  focusBorder: '#0078d4', 'widget-border': '#313131', 'editorGroup-border': '#ffffff17', 'icon-foreground': '#cccccc',
  'button-background': '#0078d4', 'button-foreground': '#ffffff', 'button-hoverBackground': '#026ec1', 'button-border': '#ffffff12',
  'button-secondaryBackground': '#313131', 'button-secondaryForeground': '#cccccc', 'button-secondaryHoverBackground': '#3c3c3c',
  'badge-background': '#616161', 'badge-foreground': '#f8f8f8', 'progressBar-background': '#0078d4', 'scrollbarSlider-background': '#79797966',
  'textLink-foreground': '#4daafc', 'textLink-activeForeground': '#4daafc', 'textBlockQuote-background': '#2b2b2b', 'textBlockQuote-border': '#616161',
  'textCodeBlock-background': '#2b2b2b', 'textPreformat-foreground': '#d0d0d0', 'textPreformat-background': '#3c3c3c', 'textSeparator-foreground': '#21262d',
  'editorWarning-foreground': '#cca700', 'editorError-foreground': '#f14c4c', 'testing-iconPassed': '#73c991', 'charts-green': '#89d185', 'charts-blue': '#3794ff',
  'list-hoverBackground': '#2a2d2e', 'settings-textInputBackground': '#313131', 'settings-textInputForeground': '#cccccc', 'settings-textInputBorder': '#3c3c3c', 'toolbar-hoverBackground': '#5a5d5e50', 'panelTitle-activeForeground': '#cccccc', 'settings-headerBorder': '#2b2b2b', 'panel-background': '#181818',
  'settings-dropdownBackground': '#313131', 'settings-dropdownForeground': '#cccccc', 'settings-dropdownBorder': '#3c3c3c', 'settings-dropdownListBorder': '#454545',
  'settings-checkboxBackground': '#313131', 'settings-checkboxForeground': '#cccccc', 'settings-checkboxBorder': '#3c3c3c',
  'input-background': '#313131', 'input-border': '#3c3c3c', 'input-placeholderForeground': '#989898',
};

const light = {
  ...dark,
  'editor-background': '#ffffff', 'editor-foreground': '#3b3b3b', foreground: '#3b3b3b', descriptionForeground: '#3b3b3bcc', errorForeground: '#f85149',
  focusBorder: '#005fb8', 'widget-border': '#e5e5e5', 'editorGroup-border': '#e5e5e5', 'icon-foreground': '#3b3b3b',
  'button-background': '#005fb8', 'button-hoverBackground': '#0258a8', 'button-border': '#0000001a',
  'button-secondaryBackground': '#e5e5e5', 'button-secondaryForeground': '#3b3b3b', 'button-secondaryHoverBackground': '#cccccc',
  'badge-background': '#cccccc', 'badge-foreground': '#3b3b3b', 'progressBar-background': '#005fb8', 'scrollbarSlider-background': '#64646466',
  'textLink-foreground': '#005fb8', 'textLink-activeForeground': '#005fb8', 'textBlockQuote-background': '#f8f8f8', 'textBlockQuote-border': '#e5e5e5',
  'textCodeBlock-background': '#f8f8f8', 'textPreformat-foreground': '#3b3b3b', 'textPreformat-background': '#0000001f', 'textSeparator-foreground': '#21262d2e',
  'editorWarning-foreground': '#bf8803', 'editorError-foreground': '#e51400', 'charts-green': '#388a34', 'charts-blue': '#1a85ff',
  'list-hoverBackground': '#f2f2f2', 'settings-textInputBackground': '#ffffff', 'settings-textInputForeground': '#3b3b3b', 'settings-textInputBorder': '#cecece', 'toolbar-hoverBackground': '#b8b8b850', 'panelTitle-activeForeground': '#3b3b3b', 'settings-headerBorder': '#e5e5e5', 'panel-background': '#f8f8f8',
  'settings-dropdownBackground': '#ffffff', 'settings-dropdownForeground': '#3b3b3b', 'settings-dropdownBorder': '#cecece', 'settings-dropdownListBorder': '#e5e5e5',
  'settings-checkboxBackground': '#f8f8f8', 'settings-checkboxForeground': '#3b3b3b', 'settings-checkboxBorder': '#cecece',
  'input-background': '#ffffff', 'input-border': '#cecece', 'input-placeholderForeground': '#767676',
};

const contrast = {
  ...dark,
  'editor-background': '#000000', 'editor-foreground': '#ffffff', foreground: '#ffffff', descriptionForeground: '#ffffffb3', errorForeground: '#f48771',
  contrastBorder: '#6fc3df', focusBorder: '#f38518', 'widget-border': '#6fc3df', 'editorGroup-border': '#6fc3df', 'icon-foreground': '#ffffff',
  'button-background': '#000000', 'button-foreground': '#ffffff', 'button-hoverBackground': '#000000', 'button-border': '#6fc3df',
  'button-secondaryBackground': '#000000', 'button-secondaryForeground': '#ffffff', 'button-secondaryHoverBackground': '#000000',
  'badge-background': '#000000', 'badge-foreground': '#ffffff', 'progressBar-background': '#6fc3df', 'scrollbarSlider-background': '#6fc3df99',
  'textLink-foreground': '#21a6ff', 'textLink-activeForeground': '#21a6ff', 'textBlockQuote-background': '#000000', 'textBlockQuote-border': '#ffffff',
  'textCodeBlock-background': '#000000', 'textPreformat-foreground': '#000000', 'textPreformat-background': '#ffffff', 'textSeparator-foreground': '#000000',
  'editorWarning-foreground': '#ffd370', 'editorError-foreground': '#f48771', 'list-hoverBackground': '#ffffff1a', 'settings-textInputBackground': '#000000', 'settings-textInputForeground': '#ffffff', 'settings-textInputBorder': '#6fc3df',
  'settings-dropdownBackground': '#000000', 'settings-dropdownForeground': '#ffffff', 'settings-dropdownBorder': '#6fc3df', 'settings-dropdownListBorder': '#6fc3df',
  'settings-checkboxBackground': '#000000', 'settings-checkboxForeground': '#ffffff', 'settings-checkboxBorder': '#6fc3df',
  'input-background': '#000000', 'input-border': '#6fc3df',
};

const contrastLight = {
  ...light,
  'editor-foreground': '#292929', foreground: '#292929', descriptionForeground: '#292929b3', errorForeground: '#b5200d',
  contrastBorder: '#0f4a85', focusBorder: '#006bbd', 'widget-border': '#0f4a85', 'editorGroup-border': '#0f4a85', 'icon-foreground': '#292929',
  'button-background': '#0f4a85', 'button-foreground': '#ffffff', 'button-hoverBackground': '#0f4a85', 'button-border': '#0f4a85',
  'button-secondaryBackground': '#ffffff', 'button-secondaryForeground': '#292929', 'button-secondaryHoverBackground': '#ffffff',
  'badge-background': '#0f4a85', 'badge-foreground': '#ffffff', 'progressBar-background': '#0f4a85', 'scrollbarSlider-background': '#0f4a8566',
  'textLink-foreground': '#0f4a85', 'textLink-activeForeground': '#0f4a85', 'textBlockQuote-background': '#f2f2f2', 'textBlockQuote-border': '#292929',
  'textCodeBlock-background': '#f2f2f2', 'textPreformat-foreground': '#ffffff', 'textPreformat-background': '#09345f', 'textSeparator-foreground': '#292929',
  'editorWarning-foreground': '#895503', 'editorError-foreground': '#b5200d', 'testing-iconPassed': '#007100', 'list-hoverBackground': '#0f4a851a', 'settings-textInputBackground': '#ffffff', 'settings-textInputForeground': '#292929', 'settings-textInputBorder': '#0f4a85',
  'settings-dropdownBackground': '#ffffff', 'settings-dropdownForeground': '#292929', 'settings-dropdownBorder': '#0f4a85', 'settings-dropdownListBorder': '#0f4a85',
  'settings-checkboxBackground': '#ffffff', 'settings-checkboxForeground': '#292929', 'settings-checkboxBorder': '#0f4a85', 'input-border': '#0f4a85',
};

export const themes: Readonly<Record<string, Readonly<Record<string, string>>>> = { dark, light, contrast, contrastLight };
