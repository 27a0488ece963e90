/** Marks of Jinja, Go and Mustache, of ERB, of a shell, of autoconf, of Python, of Ruby and of hand-made templates. */
const marks = [
  /\{\{|\}\}|\{%|%\}|\{#|#\}/,
  /<%|%>/,
  /\$\{|\$\(|\$[A-Za-z_]/,
  /@[A-Za-z_]\w*@/,
  /%\([A-Za-z_]\w*\)s|%\{/,
  /#\{/,
  /(?:^|[\s=])__[A-Z][A-Z0-9_]*__/,
  /=\s*<[A-Za-z][\w .-]*>\s*$/,
];

/** Whether a line that is no comment waits for a template engine. */
export function hasPlaceholder(text: string): boolean {
  return marks.some((mark) => mark.test(text));
}
