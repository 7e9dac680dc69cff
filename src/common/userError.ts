/** Something the user can mend. The message is a whole sentence that says what did not happen and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
