import type { GrammarName } from '../../parse/syntaxTrees.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';

/** The node types of a grammar that tell how often a piece of code runs and what becomes of a value. */
export interface Shape {
  readonly grammar: GrammarName;
  readonly functions: ReadonlySet<string>;
  readonly loops: ReadonlySet<string>;
  /** Node types that give a value a name: the fields of the name and of the value. */
  readonly assignments: ReadonlyMap<string, readonly [name: string, value: string]>;
  /** Node types that take a member of a value. */
  readonly members: ReadonlySet<string>;
  readonly returns: ReadonlySet<string>;
  readonly calls: readonly string[];
  readonly strings: readonly string[];
}

const script = (grammar: GrammarName): Shape => ({
  grammar,
  functions: new Set([
    'function_declaration',
    'function_expression',
    'arrow_function',
    'method_definition',
    'generator_function_declaration',
    'generator_function',
  ]),
  loops: new Set(['for_statement', 'for_in_statement', 'while_statement', 'do_statement']),
  assignments: new Map([
    ['variable_declarator', ['name', 'value']],
    ['assignment_expression', ['left', 'right']],
    ['augmented_assignment_expression', ['left', 'right']],
    ['public_field_definition', ['name', 'value']],
    ['field_definition', ['property', 'value']],
  ]),
  members: new Set(['member_expression', 'subscript_expression']),
  returns: new Set(['return_statement', 'yield_expression']),
  calls: ['call_expression', 'new_expression'],
  strings: ['string', 'template_string'],
});

const cpp: Shape = {
  grammar: 'cpp',
  functions: new Set(['function_definition', 'lambda_expression']),
  loops: new Set(['for_statement', 'while_statement', 'do_statement', 'for_range_loop']),
  assignments: new Map([
    ['init_declarator', ['declarator', 'value']],
    ['assignment_expression', ['left', 'right']],
  ]),
  members: new Set(['field_expression']),
  returns: new Set(['return_statement']),
  calls: ['call_expression'],
  strings: ['string_literal'],
};

export const shapes: Readonly<Partial<Record<SourceLanguage, Shape>>> = {
  javascript: script('javascript'),
  jsx: script('javascript'),
  typescript: script('typescript'),
  tsx: script('tsx'),
  python: {
    grammar: 'python',
    functions: new Set(['function_definition', 'lambda']),
    loops: new Set([
      'for_statement',
      'while_statement',
      'list_comprehension',
      'generator_expression',
      'set_comprehension',
      'dictionary_comprehension',
    ]),
    assignments: new Map([
      ['assignment', ['left', 'right']],
      ['named_expression', ['name', 'value']],
      ['as_pattern', ['alias', '']],
    ]),
    members: new Set(['attribute', 'subscript']),
    returns: new Set(['return_statement', 'yield']),
    calls: ['call'],
    strings: ['string'],
  },
  go: {
    grammar: 'go',
    functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
    loops: new Set(['for_statement']),
    assignments: new Map([
      ['short_var_declaration', ['left', 'right']],
      ['assignment_statement', ['left', 'right']],
      ['var_spec', ['name', 'value']],
    ]),
    members: new Set(['selector_expression', 'index_expression']),
    returns: new Set(['return_statement']),
    calls: ['call_expression'],
    strings: ['interpreted_string_literal', 'raw_string_literal'],
  },
  java: {
    grammar: 'java',
    functions: new Set([
      'method_declaration',
      'constructor_declaration',
      'lambda_expression',
      'compact_constructor_declaration',
    ]),
    loops: new Set(['for_statement', 'enhanced_for_statement', 'while_statement', 'do_statement']),
    assignments: new Map([
      ['variable_declarator', ['name', 'value']],
      ['resource', ['name', 'value']],
      ['assignment_expression', ['left', 'right']],
    ]),
    members: new Set(['field_access', 'method_invocation']),
    returns: new Set(['return_statement']),
    calls: ['method_invocation', 'object_creation_expression'],
    strings: ['string_literal'],
  },
  csharp: {
    grammar: 'c-sharp',
    functions: new Set([
      'method_declaration',
      'constructor_declaration',
      'lambda_expression',
      'local_function_statement',
      'anonymous_method_expression',
      'accessor_declaration',
    ]),
    loops: new Set(['for_statement', 'foreach_statement', 'while_statement', 'do_statement']),
    assignments: new Map([
      ['variable_declarator', ['name', '']],
      ['assignment_expression', ['left', 'right']],
    ]),
    members: new Set(['member_access_expression']),
    returns: new Set(['return_statement', 'yield_statement', 'arrow_expression_clause']),
    calls: ['invocation_expression', 'object_creation_expression'],
    strings: ['string_literal', 'interpolated_string_expression', 'verbatim_string_literal'],
  },
  php: {
    grammar: 'php',
    functions: new Set([
      'function_definition',
      'method_declaration',
      'anonymous_function',
      'anonymous_function_creation_expression',
      'arrow_function',
    ]),
    loops: new Set(['for_statement', 'foreach_statement', 'while_statement', 'do_statement']),
    assignments: new Map([['assignment_expression', ['left', 'right']]]),
    members: new Set(['member_access_expression', 'member_call_expression', 'subscript_expression']),
    returns: new Set(['return_statement', 'yield_expression']),
    calls: ['function_call_expression', 'member_call_expression', 'object_creation_expression'],
    strings: ['string', 'encapsed_string'],
  },
  ruby: {
    grammar: 'ruby',
    functions: new Set(['method', 'singleton_method', 'lambda']),
    loops: new Set(['for', 'while', 'until']),
    assignments: new Map([
      ['assignment', ['left', 'right']],
      ['operator_assignment', ['left', 'right']],
    ]),
    members: new Set(['call']),
    returns: new Set(['return', 'yield']),
    calls: ['call'],
    strings: ['string'],
  },
  rust: {
    grammar: 'rust',
    functions: new Set(['function_item', 'closure_expression']),
    loops: new Set(['for_expression', 'while_expression', 'loop_expression']),
    assignments: new Map([
      ['let_declaration', ['pattern', 'value']],
      ['assignment_expression', ['left', 'right']],
    ]),
    members: new Set(['field_expression']),
    returns: new Set(['return_expression']),
    calls: ['call_expression'],
    strings: ['string_literal'],
  },
  c: cpp,
  cpp,
  shell: {
    grammar: 'bash',
    functions: new Set(['function_definition']),
    loops: new Set(['for_statement', 'while_statement', 'c_style_for_statement']),
    assignments: new Map([['variable_assignment', ['name', 'value']]]),
    members: new Set(),
    returns: new Set(),
    calls: ['command'],
    strings: ['string', 'raw_string'],
  },
};
