import ts from "typescript";

/**
 * One place where a module names another.
 *
 * @typedef {object} Import
 * @property {string} specifier
 * @property {number} line
 * @property {boolean} typeOnly nothing of it is left in the program that runs
 */

/**
 * What one source file takes from outside.
 *
 * @typedef {object} Reading
 * @property {Import[]} imports static, dynamic and type imports, and re-exports
 * @property {number[]} environmentLines where `process.env` stands
 */

/**
 * Reads a TypeScript or TSX file without its neighbours: nothing is resolved here.
 *
 * @param {string} fileName
 * @param {string} text
 * @returns {Reading}
 */
export function readImports(fileName, text) {
  const kind = fileName.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, false, kind);
  /** @type {Reading} */
  const reading = { imports: [], environmentLines: [] };

  /** @param {ts.Node} node */
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  /**
   * @param {ts.Node} place
   * @param {ts.Node | undefined} name
   * @param {boolean} typeOnly
   */
  function add(place, name, typeOnly) {
    if (name && ts.isStringLiteralLike(name)) {
      reading.imports.push({ specifier: name.text, line: lineOf(place), typeOnly });
    }
  }

  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, importsTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, exportsTypesOnly(node));
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    } else if (isProcessEnv(node)) reading.environmentLines.push(lineOf(node));
    ts.forEachChild(node, visit);
  }

  visit(source);
  return reading;
}

/** @param {ts.ImportClause | undefined} clause */
function importsTypesOnly(clause) {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named) || named.elements.length === 0) return false;
  return named.elements.every((element) => element.isTypeOnly);
}

/** @param {ts.ExportDeclaration} declaration */
function exportsTypesOnly(declaration) {
  if (declaration.isTypeOnly) return true;
  const named = declaration.exportClause;
  if (!named || !ts.isNamedExports(named) || named.elements.length === 0) return false;
  return named.elements.every((element) => element.isTypeOnly);
}

/**
 * `process.env`, or `env` taken out of `process`.
 *
 * @param {ts.Node} node
 */
function isProcessEnv(node) {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === "env" && ts.isIdentifier(node.expression) && node.expression.text === "process";
  }
  if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) return false;
  const fromProcess = node.initializer && ts.isIdentifier(node.initializer) && node.initializer.text === "process";
  return Boolean(fromProcess) && node.name.elements.some(takesEnv);
}

/** @param {ts.BindingElement} element */
function takesEnv(element) {
  const taken = element.propertyName ?? element.name;
  return ts.isIdentifier(taken) && taken.text === "env";
}
