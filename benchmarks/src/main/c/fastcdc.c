/*
 * FastCDC 2020 in C, two bytes per step: Xia et al., IEEE TPDS 31 (2020).
 *
 *   fastcdc FILE cuts       the ends of all chunks but an unfinished last one, a line each
 *   fastcdc FILE SECONDS    GB/s
 *
 * fastcdc_spec.h is written before this is compiled: GEAR, MIN_BYTES, AVERAGE_BYTES, MAX_BYTES,
 * LEVEL.
 */
#include "fastcdc_spec.h"
#include "measure.h"
#include <string.h>

/* Published masks by number of bits, from 5 on. */
static const uint64_t MASKS[] = {
    0x1804110, 0x1803110, 0x18035100, 0x1800035300, 0x19000353000, 0x590003530000, 0xd90003530000,
    0xd90103530000, 0xd90303530000, 0xd90313530000, 0xd90f03530000, 0xd90303537000, 0xd90703537000,
    0xd90707537000, 0xd91707537000, 0xd91747537000, 0xd91767537000, 0xd93767537000, 0xd93777537000,
    0xd93777577000, 0xdb3777577000};

static uint64_t shifted[256];
static uint64_t mask_before, mask_after;
static uint8_t *input;
static size_t input_length;
static size_t cuts;
static int prints;

static void prepare(void) {
    int bits = 0;
    while ((2ull << bits) <= AVERAGE_BYTES) bits++;
    if ((uint64_t) AVERAGE_BYTES * AVERAGE_BYTES > 1ull << (2 * bits + 1)) bits++;
    mask_before = MASKS[bits + LEVEL - 5];
    mask_after = MASKS[bits - LEVEL - 5];
    for (int i = 0; i < 256; i++) shifted[i] = GEAR[i] << 1;
}

/* Offset of the byte that fires in [from, to), or to. */
static size_t scan(const uint8_t *p, size_t from, size_t to, uint64_t mask, uint64_t *state) {
    uint64_t hash = *state;
    uint64_t mask_shifted = mask << 1;
    for (size_t i = from; i < to; i += 2) {
        hash = (hash << 2) + shifted[p[i]];
        if ((hash & mask_shifted) == 0) return i;
        hash += GEAR[p[i + 1]];
        if ((hash & mask) == 0) return i + 1;
    }
    *state = hash;
    return to;
}

/* Length of the chunk at p, or 0 when the bytes end before it does. */
static size_t chunk(const uint8_t *p, size_t length) {
    size_t to = (length < MAX_BYTES ? length : MAX_BYTES) & ~(size_t) 1;
    size_t centre = AVERAGE_BYTES & ~1;
    uint64_t hash = 0;
    if (MIN_BYTES < to) {
        if (centre < MIN_BYTES) centre = MIN_BYTES;
        if (centre > to) centre = to;
        size_t fired = scan(p, MIN_BYTES, centre, mask_before, &hash);
        if (fired < centre) return fired;
        fired = scan(p, centre, to, mask_after, &hash);
        if (fired < to) return fired;
    }
    return length < MAX_BYTES ? 0 : MAX_BYTES;
}

static void cut_all(void) {
    size_t from = 0;
    cuts = 0;
    for (;;) {
        size_t length = chunk(input + from, input_length - from);
        if (length == 0) return;
        from += length;
        cuts++;
        if (prints) printf("%zu\n", from);
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: fastcdc FILE cuts|SECONDS\n");
        return 2;
    }
    prepare();
    input = load(argv[1], &input_length);
    if (strcmp(argv[2], "cuts") == 0) {
        prints = 1;
        cut_all();
        return 0;
    }
    measure(atof(argv[2]), (double) input_length, cut_all);
    return cuts > 0 ? 0 : 1;
}
