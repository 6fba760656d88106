def _rise(heap, start, position):
    item = heap[position]
    while position > start:
        parent = (position - 1) >> 1
        if not item < heap[parent]:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _sink(heap, position):
    end, start, item = len(heap), position, heap[position]
    child = 2 * position + 1
    while child < end:
        other = child + 1
        if other < end and not heap[child] < heap[other]:
            child = other
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _rise(heap, start, position)


def heappush(heap, item):
    """Adds an item to a heap."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Removes the smallest item of a heap and returns it."""
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Takes out the smallest item and puts in another one."""
    if not heap:
        raise IndexError('index out of range')
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Puts in an item and takes out the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Makes a heap of a list, in place."""
    for position in reversed(range(len(x) // 2)):
        _sink(x, position)


def nlargest(n, iterable, key=None):
    """The `n` largest items, largest first."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


def nsmallest(n, iterable, key=None):
    """The `n` smallest items, smallest first."""
    return sorted(iterable, key=key)[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables in one order."""
    heads = []
    for number, iterable in enumerate(iterables):
        walk = iter(iterable)
        for item in walk:
            heads.append([item, number, walk])
            break
    rank = (lambda head: head[0]) if key is None else (lambda head: key(head[0]))
    while heads:
        best = heads[0]
        for head in heads[1:]:
            before = rank(best) < rank(head) if reverse else rank(head) < rank(best)
            if before:
                best = head
        yield best[0]
        for item in best[2]:
            best[0] = item
            break
        else:
            heads.remove(best)
