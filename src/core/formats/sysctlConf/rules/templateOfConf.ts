/** Whether a template engine makes a file of this one, without the last ending of its name. */
export function isTemplateOfConf(path: string): boolean {
  return /\.conf\.(?:j2|jinja2?|tmpl|tpl|tftpl|template|erb|epp|in)$/i.test(path);
}
