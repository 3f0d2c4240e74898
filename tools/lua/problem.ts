/** A mistake in a script file, told so that an editor can jump to it. */
export class ScriptProblem extends Error {
  override readonly name = "ScriptProblem";
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`);
  }
}
