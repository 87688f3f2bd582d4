/* A disk that answers late: fsync and fdatasync return only after SLOW_FSYNC_US microseconds more.
 * Preloaded (LD_PRELOAD) over a memory file system it gives every program of a run the same disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

static void late(void)
{
    const char *said = getenv("SLOW_FSYNC_US");
    long us = said ? strtol(said, NULL, 10) : 0;
    struct timespec left = {us / 1000000, (us % 1000000) * 1000};
    int saved = errno;
    while (us > 0 && nanosleep(&left, &left) == -1 && errno == EINTR)
        ;
    errno = saved;
}

int fsync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    int done = real(fd);
    late();
    return done;
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    int done = real(fd);
    late();
    return done;
}
