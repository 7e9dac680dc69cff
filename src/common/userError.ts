/** Something the user can mend. The message is a whole sentence that says what did not happen and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Offered as a button: where VS Code asks whether the workspace is trusted. */
  readonly remedy: 'manageTrust' | undefined;

  constructor(message: string, { remedy, ...options }: ErrorOptions & { readonly remedy?: 'manageTrust' } = {}) {
    super(message, options);
    this.remedy = remedy;
  }
}
