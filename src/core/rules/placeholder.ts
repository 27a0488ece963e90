/** Marks of Jinja, Go and Mustache, of ERB and Template Toolkit, of a shell, of autoconf, Python, Ruby and made by hand. */
const marks = [
  /\{\{|\}\}|\{%|%\}|\{#|#\}/,
  /<%|%>|\[%|%\]/,
  /\$\{|\$\(|\$[A-Za-z_]|`[A-Za-z][^`]*`/,
  /(?<!\w)@[A-Za-z_]\w*@/,
  /%\([A-Za-z_]\w*\)s|%\{/,
  /#\{/,
  /(?<!\w)__[A-Za-z]\w*__|(?<![\w%])%{1,2}[A-Z][A-Z0-9_]+%/,
  /=\s*(?:<+[A-Za-z][\w .-]*>+|\{\w+\}|\(\(.+\)\)|\[\[.+\]\]|%[sd])\s*$/,
];

/** Whether a line that is no comment waits for a template engine. */
export function hasPlaceholder(text: string): boolean {
  return marks.some((mark) => mark.test(text));
}
