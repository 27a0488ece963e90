"""Reads texts as their own languages do, with none of our parsers: [[language, text], …] in, [words or null, …] out.

Words are "path<TAB>word" of every key and every value, without the positions in lists: what a text says, whatever its layout.
None where the language's parser refuses the text.
"""
import configparser
import json
import re
import sys
import tomllib

import yaml


def words(value, path=''):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f'{path}\t{key.rpartition("/")[2]}'
            yield from words(inner, f'{path}/{key}')
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from words(inner, path)
    else:
        for word in str(value).split():
            yield f'{path}\t{word}'


def parse_yaml(text):
    # The base loader takes no types and no tags: every scalar is its text.
    return list(yaml.load_all(text, Loader=yaml.BaseLoader))


def parse_ini(text):
    # The dialect of TuneD. A name that comes again is kept by its number, as systemd and Podman keep each line.
    found = []
    section = ''
    parser = configparser.RawConfigParser(delimiters=('=',), inline_comment_prefixes='#', strict=False)
    parser.read_string(text)
    for line in text.splitlines():
        if line.strip().startswith('['):
            section = line.strip()
        elif '=' in line and line.strip()[:1] not in '#;':
            name, value = line.split('=', 1)
            found.append((section, name.strip(), value.split(' #')[0].strip()))
    return [{f'{section}/{name}': value} for section, name, value in found]


def parse_markdown(text):
    # Prose is words; what is in a fence is read as what it says that it is.
    found = []
    fence = None
    for line in text.splitlines():
        mark = re.match(r'[\s>*-]*(`{3,}|~{3,})\s*(\w*)', line)
        if mark is None:
            found.append(line) if fence is None else fence[1].append(line)
        elif fence is None:
            fence = (mark[2], [])
        else:
            language = {'yml': 'yaml'}.get(fence[0], fence[0])
            content = '\n'.join(fence[1])
            found.append((fence[0], parsers[language](content) if language in parsers else fence[1]))
            fence = None
    return [*found, fence]


parsers = {'yaml': parse_yaml, 'json': json.loads, 'toml': tomllib.loads, 'ini': parse_ini, 'markdown': parse_markdown}
answers = []
for language, text in json.load(sys.stdin):
    try:
        answers.append(list(words(parsers[language](text))))
    except (yaml.YAMLError, ValueError, configparser.Error, RecursionError):
        answers.append(None)
json.dump(answers, sys.stdout)
