/* The limit: one pass over columns of byte codes, a histogram for each different question of chapter 1.
   usage: histograms FOLDER VICTIMS SUSPECTS OFFENCES JAPAN PROSECUTED TURNS
   FOLDER holds one file of bytes a column. Prints the median processor seconds of a turn and the sum of all cells. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static uint8_t *column(const char *folder, const char *name, size_t n) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(n + 1);
    if (!file || fread(bytes, 1, n, file) != n) { fprintf(stderr, "cannot read %s\n", path); exit(1); }
    fclose(file);
    return bytes;
}

static double seconds(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static uint32_t one[7][32][256], two[32][4][256][16], prosecuted_trial[32][256];

int main(int argc, char **argv) {
    if (argc != 8) return 2;
    const char *f = argv[1];
    size_t v = atol(argv[2]), s = atol(argv[3]), o = atol(argv[4]);
    uint8_t japan = atoi(argv[5]), prosecuted = atoi(argv[6]);
    int turns = atoi(argv[7]);
    uint8_t *vy = column(f, "victim_protected.year", v), *vs = column(f, "victim_protected.sex", v),
            *vn = column(f, "victim_protected.nationality", v), *va = column(f, "victim_protected.age", v),
            *vb = column(f, "victim_protected.age_band", v), *ve = column(f, "victim_protected.exploitation", v),
            *vt = column(f, "victim_protected.status_at_entry", v);
    uint8_t *sy = column(f, "suspect_arrested.year", s), *ss = column(f, "suspect_arrested.sex", s),
            *sn = column(f, "suspect_arrested.nationality", s), *so = column(f, "suspect_arrested.occupation", s),
            *sp = column(f, "suspect_arrested.prosecution", s), *st = column(f, "suspect_arrested.trial", s);
    uint8_t *oy = column(f, "offence_cleared.year", o), *os = column(f, "offence_cleared.statutes", o);
    static uint32_t age[32][256][16], status[32][256], statutes[32][256];
    double *spent = malloc(turns * sizeof *spent);
    uint64_t cells = 0;
    for (int turn = 0; turn < turns; turn++) {
        double before = seconds();
        memset(one, 0, sizeof one); memset(two, 0, sizeof two); memset(age, 0, sizeof age);
        memset(status, 0, sizeof status); memset(statutes, 0, sizeof statutes);
        memset(prosecuted_trial, 0, sizeof prosecuted_trial);
        for (size_t i = 0; i < v; i++) {
            uint8_t y = vy[i];
            one[0][y][vs[i]]++;
            one[1][y][vn[i]]++;
            one[2][y][ve[i]]++;
            age[y][va[i]][vb[i]]++;
            two[y][vs[i]][va[i]][vb[i]]++;
            if (vn[i] && vn[i] != japan) status[y][vt[i]]++;
        }
        for (size_t i = 0; i < s; i++) {
            uint8_t y = sy[i];
            one[3][y][ss[i]]++;
            one[4][y][sn[i]]++;
            one[5][y][so[i]]++;
            one[6][y][sp[i]]++;
            if (sp[i] == prosecuted) prosecuted_trial[y][st[i]]++;
        }
        for (size_t i = 0; i < o; i++) statutes[oy[i]][os[i]]++;
        spent[turn] = seconds() - before;
    }
    for (size_t i = 0; i < sizeof one / 4; i++) cells += ((uint32_t *)one)[i];
    for (size_t i = 0; i < sizeof two / 4; i++) cells += ((uint32_t *)two)[i];
    for (size_t i = 0; i < sizeof age / 4; i++) cells += ((uint32_t *)age)[i];
    for (size_t i = 0; i < sizeof status / 4; i++)
        cells += ((uint32_t *)status)[i] + ((uint32_t *)statutes)[i] + ((uint32_t *)prosecuted_trial)[i];
    qsort(spent, turns, sizeof *spent, ascending);
    printf("{\"processor\": %f, \"cells\": %llu}\n", spent[turns / 2], (unsigned long long)cells);
    return 0;
}
