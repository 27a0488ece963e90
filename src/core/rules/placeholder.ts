/** Placeholder syntax of Jinja, Go, Mustache, ERB, Template Toolkit, shells, autoconf, Python and Ruby, and common hand-made forms. */
const marks = [
  /\{\{|\}\}|\{%|%\}|\{#|#\}/,
  /<%|%>|\[%|%\]/,
  /\$\{|\$\(|\$[A-Za-z_]|`[A-Za-z][^`]*`/,
  /(?<!\w)@[A-Za-z_]\w*@/,
  /%\([A-Za-z_]\w*\)s|%\{/,
  /#\{/,
  /(?<!\w)__[A-Za-z]\w*__|(?<![\w%])%{1,2}[A-Z][A-Z0-9_]+%/,
];

/** A whole value that stands for another: `<number>`, `{SIZE}`. */
const wholeValue = /^\s*(?:<+[A-Za-z][\w .-]*>+|\{\w+\}|\(\(.+\)\)|\[\[.+\]\]|%[sd])\s*$/;

/** Whether a value is nothing but a placeholder. */
export function isPlaceholder(value: string): boolean {
  return wholeValue.test(value);
}

/** Whether a placeholder is anywhere in a value. */
export function holdsPlaceholder(value: string): boolean {
  return isPlaceholder(value) || marks.some((mark) => mark.test(value));
}

/** Whether a line that is not a comment contains a template placeholder. */
export function hasPlaceholder(text: string): boolean {
  const equals = text.indexOf('=');
  return marks.some((mark) => mark.test(text)) || (equals >= 0 && isPlaceholder(text.slice(equals + 1)));
}
