def _chunks(text):
    chunks, word = [], ''
    for character in text:
        if word and (character == ' ') != (word[-1] == ' '):
            chunks.append(word)
            word = ''
        word += character
        # A hyphen between letters is a place to break at.
        if character == '-' and len(word) > 1 and word[-2].isalpha():
            chunks.append(word)
            word = ''
    if word:
        chunks.append(word)
    joined = []
    for chunk in chunks:
        before = joined[-1] if joined else ''
        splits = before.endswith('-') and chunk[:1].isalpha() and len(before) > 1
        if joined and before.endswith('-') and not splits and chunk[:1] != ' ':
            joined[-1] = before + chunk
        else:
            joined.append(chunk)
    return joined


class TextWrapper:
    """Breaks text into lines."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _split(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            for blank in '\t\n\x0b\x0c\r':
                text = text.replace(blank, ' ')
        if self.break_on_hyphens:
            return _chunks(text)
        chunks, word = [], ''
        for character in text:
            if word and (character == ' ') != (word[-1] == ' '):
                chunks.append(word)
                word = ''
            word += character
        return chunks + [word] if word else chunks

    def wrap(self, text):
        """The lines of a paragraph."""
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        chunks = self._split(text)[::-1]
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            room, line, length = self.width - len(indent), [], 0
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                chunks.pop()
            while chunks and length + len(chunks[-1]) <= room:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > room:
                space = max(room, 1) - length
                if self.break_long_words:
                    if space > 0:
                        line.append(chunks[-1][:space])
                        chunks[-1] = chunks[-1][space:]
                elif not line:
                    line.append(chunks.pop())
            if self.drop_whitespace and line and line[-1].strip() == '':
                line.pop()
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or not chunks \
                    or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip():
                lines.append(indent + ''.join(line))
                continue
            while line:
                if line[-1].strip() and sum(map(len, line)) + len(self.placeholder) <= room:
                    lines.append(indent + ''.join(line) + self.placeholder)
                    break
                line.pop()
            else:
                if lines:
                    before = lines[-1].rstrip()
                    if len(before) + len(self.placeholder) <= self.width:
                        lines[-1] = before + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        """The paragraph with line breaks."""
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The lines of a paragraph, none longer than `width`."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """A paragraph broken into lines no longer than `width`."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The beginning of a text that fits, and a mark that something is missing."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """A text without the blanks that all its lines begin with."""
    lines = ['' if line.strip(' \t') == '' else line for line in text.split('\n')]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        while not indent.startswith(margin):
            margin = margin[:-1]
    return '\n'.join(line[len(margin):] if line else line for line in lines) if margin else '\n'.join(lines)


def indent(text, prefix, predicate=None):
    """A text with a prefix before each line that has something on it."""
    chosen = predicate if predicate is not None else str.strip
    return ''.join(prefix + line if chosen(line) else line for line in text.splitlines(True))
