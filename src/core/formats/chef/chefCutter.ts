import { maskInterpolations } from '../masks.ts';
import type { Cutter } from '../pieces/cutText.ts';
import { hereDocumentEnd } from '../text/hereDocuments.ts';
import { nextLine } from '../text/lines.ts';
import { withoutComments } from '../../parse/withoutComments.ts';
import { chefHereDocument } from './chefMarks.ts';

const resource = /^[ \t]*sysctl(?:_param)?\b/m;
const resourceEnd = /^[ \t]*(?:end|\})/m;

/**
 * Before each line that begins with a word, outside of here-documents and of what the reader looks back to or ahead from: resources
 * that set parameters, and files with their content.
 */
export const chefStatements: Cutter = {
  next: (text, from) => {
    let delimiter: RegExp | undefined;
    let isInResource = false;
    let isInFile = false;
    let awaitsValue = false;
    for (let start = from; start < text.length;) {
      const end = nextLine(text, start);
      const line = maskInterpolations(text.slice(start, end));
      const isOpen = isInResource || isInFile || awaitsValue || delimiter !== undefined;
      if (start > from && !isOpen && /^(?!do\b)\w/.test(line)) return { end: start, context: '' };
      const code = withoutComments(line, { hash: true });
      if (resource.test(code)) isInResource = true;
      else if (resourceEnd.test(code)) isInResource = false;
      if (/^end\b/.test(line)) isInFile = false;
      if (/file\s/.test(line)) isInFile = true;
      if (code.trim() !== '') awaitsValue = /=\s*$/.test(code);
      if (delimiter === undefined) {
        const [mark] = line.matchAll(chefHereDocument);
        delimiter = mark && hereDocumentEnd(mark);
      } else if (delimiter.test(line)) delimiter = undefined;
      start = end;
    }
    return { end: text.length, context: '' };
  },
};
