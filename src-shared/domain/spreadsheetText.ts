/** Signs by which spreadsheet programs know a formula, also behind blanks; Asian ones take the wide signs too. */
const formulaBegins = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** A plain number may begin with a minus. */
const number = /^-?\d+(?:\.\d+)?$/;

/** Text that no spreadsheet program takes for a formula, neither in a csv nor where an xlsx is saved as one: an apostrophe before it. */
export function neverFormula(text: string): string {
  return formulaBegins.test(text) && !number.test(text) ? `'${text}` : text;
}
