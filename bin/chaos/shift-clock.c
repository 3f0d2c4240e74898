/*
 * Shifts the wall clock of the program it is preloaded into by the whole milliseconds written in the file named by
 * CLOCK_SHIFT_FILE. The file may change while the program runs. The monotonic clock is left alone, as it is when
 * somebody sets a machine's clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define FILE_BYTES 32

static const char *shift_text(void) {
  static const char *mapped = NULL;
  static int looked = 0;
  if (!looked) {
    looked = 1;
    const char *path = getenv("CLOCK_SHIFT_FILE");
    int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
      void *found = mmap(NULL, FILE_BYTES, PROT_READ, MAP_SHARED, file, 0);
      if (found != MAP_FAILED) mapped = found;
      close(file);
    }
  }
  return mapped;
}

static long long shift_ms(void) {
  const char *text = shift_text();
  if (text == NULL) return 0;
  char copy[FILE_BYTES + 1];
  for (int at = 0; at < FILE_BYTES; at += 1) copy[at] = text[at];
  copy[FILE_BYTES] = 0;
  return atoll(copy);
}

static void shift(long long *seconds, long *parts, long parts_per_ms) {
  long long ms = shift_ms();
  long per_second = 1000 * parts_per_ms;
  long long moved = *parts + (ms % 1000) * parts_per_ms;
  *seconds += ms / 1000;
  if (moved < 0) {
    moved += per_second;
    *seconds -= 1;
  } else if (moved >= per_second) {
    moved -= per_second;
    *seconds += 1;
  }
  *parts = (long)moved;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *) = NULL;
  if (real == NULL) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int outcome = real(clock, now);
  if (outcome == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    long long seconds = now->tv_sec;
    shift(&seconds, &now->tv_nsec, 1000000L);
    now->tv_sec = (time_t)seconds;
  }
  return outcome;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone;
  struct timespec found;
  int outcome = clock_gettime(CLOCK_REALTIME, &found);
  if (outcome == 0) {
    now->tv_sec = found.tv_sec;
    now->tv_usec = found.tv_nsec / 1000;
  }
  return outcome;
}

time_t time(time_t *place) {
  struct timespec found;
  if (clock_gettime(CLOCK_REALTIME, &found) != 0) return (time_t)-1;
  if (place != NULL) *place = found.tv_sec;
  return found.tv_sec;
}
