import struct

M = (1 << 64) - 1
K1, K2, K3, K4 = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB

def split(x):                                   # the finaliser of SplitMix64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & M
    x = (x ^ x >> 27) * 0x94D049BB133111EB & M
    return x ^ x >> 31

def murmur(x):                                  # the finaliser of MurmurHash3
    x = (x ^ x >> 33) * 0xFF51AFD7ED558CCD & M
    x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53 & M
    return x ^ x >> 33

def word(seed, v):                              # a value of up to 64 bits, as two's complement
    s = (v & M) ^ seed[0]
    s = (s ^ s >> 30) * 0xBF58476D1CE4E5B9 & M
    a = (s ^ s >> 27) * 0x94D049BB133111EB & M
    t = s + seed[1] & M
    b = (t ^ t >> 33) * 0xC4CEB9FE1A85EC53 & M
    return a ^ a >> 31, b ^ b >> 33

def two_words(seed, high, low):                 # a value of 128 bits
    return (split(split(high ^ seed[0]) + low & M),
            murmur(murmur(low ^ seed[1]) + high & M))

def octets(seed, data):                         # a byte string
    n = len(data)
    h1, h2 = seed[0] + n * K1 & M, seed[1] ^ n * K2 & M
    load = lambda at, width: int.from_bytes(data[at:at + width], "little")
    def product(x, y):
        p = (x ^ h1) * (y ^ h2)
        return (p & M) + y & M, (p >> 64) + x & M
    at = 0
    while at + 16 < n:                          # every 16 bytes that are not the last
        h1, h2 = product(load(at, 8), load(at + 8, 8))
        at += 16
    if n >= 16:  x, y = load(n - 16, 8), load(n - 8, 8)     # the last 16, whatever was taken of them
    elif n >= 8: x, y = load(0, 8), load(n - 8, 8)
    elif n >= 4: x, y = load(0, 4), load(n - 4, 4)
    elif n > 0:  x, y = data[0], data[n // 2] | data[n - 1] << 8
    else:        x, y = 0, 0
    h1, h2 = product(x, y)
    h1 = h1 + K3 * h2 & M
    return split(h1), murmur(h2 ^ (h1 << 29 | h1 >> 35) & M)

def step(state, x, y):                          # takes one pair into a list or struct
    def fold(p): return p & M ^ p >> 64
    return (fold((x ^ state[0]) * (y ^ K3)) + y & M,
            fold((y ^ state[1]) * (x ^ K4)) + x & M)

def child(path, name):                          # the place called `name` inside a place
    return octets(path, name.encode())

def tagged(path, tag):                          # a place that holds values of one class
    return split(path[0] + tag * K3 & M), murmur(path[1] + tag * K4 & M)

UNIT = {"millis": 1, "micros": 2, "nanos": 3}

def value(path, t, v):                          # what a value adds; t is (class, parameters ...)
    if v is None:
        return 0, 0
    kind, *p = t
    if kind == "bool":      return word(tagged(path, 1), int(v))
    if kind == "int":
        if v >= 1 << 63: path = child(path, "above the signed range")
        return word(tagged(path, 2), v)
    if kind == "float":                         # 32 bits are widened to 64; NaN is 0x7FF8000000000000
        bits = 0x7FF8 << 48 if v != v else struct.unpack("<q", struct.pack("<d", v))[0]
        return word(tagged(path, 3), bits)
    if kind == "decimal":                       # v is the unscaled value, p[0] the scale
        seed = tagged(path, 4 | p[0] << 8)
        return word(seed, v) if -1 << 63 <= v < 1 << 63 else two_words(seed, v >> 64 & M, v & M)
    if kind in ("text", "json"): return octets(tagged(path, 5), v.encode())
    if kind == "bytes":     return octets(tagged(path, 6), v)
    if kind == "uuid":      return two_words(tagged(path, 7), v >> 64, v & M)
    if kind == "date":      return word(tagged(path, 8), v)
    if kind == "time":      return word(tagged(path, 9 | UNIT[p[0]] << 8), v)
    if kind == "timestamp":                     # p is the unit, and whether it counts from UTC
        return word(tagged(path, 10 | UNIT[p[0]] << 8 | p[1] << 16), v)
    if kind == "list":                          # p is the elements' type
        seed = tagged(path, 11)
        parts = [value(child(path, "element"), p[0], e) for e in v]
    elif kind == "map":                         # p is the keys' type and the values'
        seed = tagged(path, 12)
        parts = []
        for k, e in v:
            a, b = value(child(path, "key"), p[0], k), value(child(path, "value"), p[1], e)
            parts.append(group(seed, a[0] + b[0] & M, a[1] + b[1] & M))
    else:                                       # a struct; p is its fields, each a name and a type
        seed = tagged(path, 13)
        return group(seed, *total(path, p, v))
    state = seed[0] + len(v) * K1 & M, seed[1] ^ len(v) * K2 & M
    for a, b in parts:
        state = step(state, a, b)
    return split(state[0]), murmur(state[1])

def group(seed, a, b):
    a, b = step(seed, a, b)
    return split(a), murmur(b)

def total(path, fields, values):                # the sum over the fields of a row or struct
    a = b = 0
    for (name, t), v in zip(fields, values):
        x, y = value(child(path, name), t, v)
        a, b = a + x & M, b + y & M
    return a, b

def digest(fields, rows):
    sum, count = 0, 0
    for row in rows:
        a, b = total((K1, K2), fields, row)
        a = a + split(b + K1 & M) & M
        b = b ^ murmur(a + K2 & M)
        a = a + split(b + K3 & M) & M
        sum, count = sum + (a << 64 | b) & (1 << 128) - 1, count + 1
    return f"v1:{count}:{sum:032x}"
