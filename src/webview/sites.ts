import {
  confidenceText,
  siteActions,
  siteText,
  type ReportFinding,
  type Site,
} from '../core/protocol/viewModels.ts';
import { element, type Content } from './dom.ts';
import { actionButton } from './findingActions.ts';

/** "Where it comes from": the lines of the workspace that cause a finding, surest first. */
export function sites(finding: ReportFinding, index: number): HTMLElement | undefined {
  const { sites: all = [] } = finding;
  if (all.length === 0) return undefined;
  return element(
    'div',
    { class: 'sites' },
    element('h4', {}, 'Where it comes from'),
    element('ul', {}, ...all.map((site, at) => line(site, `site-${String(index)}-${String(at)}`))),
  );
}

function line(site: Site, key: string): HTMLElement {
  const place = siteText(site);
  return element(
    'li',
    { class: 'site', 'data-cause': site.cause },
    element(
      'p',
      { class: 'site-place', title: site.file },
      element('strong', {}, place),
      ` (${confidenceText(site)})`,
    ),
    element('pre', {}, element('code', {}, site.text.trim())),
    element('p', {}, ...withCode(site.mechanism)),
    element(
      'div',
      { class: 'actions' },
      ...siteActions(site).map((action, at) => actionButton(action, `${key}-${String(at)}`, place)),
    ),
  );
}

/** What stands between backticks is code. */
function withCode(text: string): readonly Content[] {
  return text.split('`').map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part));
}
