/** One form of each comment only: with two, the time would double with each of them. */
const leading = /^(?:\s*(?:\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/))+(?=\s*[{[])/;

/** JSON with the comments before it made blank, as editors and many tools take it; any other text as it is. */
export function withoutJsonComments(text: string): string {
  return text.replace(leading, (comments) => comments.replace(/[^\r\n]/g, ' '));
}
