import re


def translate(pat):
    made, i = '', 0
    while i < len(pat):
        char = pat[i]
        i += 1
        if char == '*':
            made += '' if made.endswith('.*') else '.*'
        elif char == '?':
            made += '.'
        elif char == '[':
            end = pat.find(']', i + 2 if pat[i:i + 1] == '!' else i + 1)
            if end < 0:
                made += '\\['
                continue
            inside = pat[i:end].replace('\\', '\\\\')
            i = end + 1
            if inside[0] == '!':
                inside = '^' + inside[1:]
            elif inside[0] in '^[':
                inside = '\\' + inside
            made += f'[{inside}]'
        else:
            made += re.escape(char)
    return f'(?s:{made})\\Z'


def fnmatchcase(name, pat):
    return re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    return [name for name in names if fnmatchcase(name, pat)]
