/*
 * A disk and a clock that do as they are told, for one process: loaded with LD_PRELOAD, it stands between the program
 * and the C library where files are written and synced and the time is read.
 *
 * What to do stands in a control file (WEBCHAT_FAULTS_CONTROL), which the verifier writes; `struct control` is its
 * form. Only files below one folder (WEBCHAT_FAULTS_FOLDER) are affected.
 *
 * So that a power cut can be played, what each write overwrites is kept in an undo file (in WEBCHAT_FAULTS_UNDO) until
 * the file is synced. Whoever puts it back after killing the process has what a disk without power would have.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct control {
    uint32_t full;        /* writes beyond the end of a file find no space */
    uint32_t write_error; /* in a hundred writes, how many fail */
    uint32_t sync_error;  /* in a hundred syncs, how many fail */
    uint32_t keep_undo;   /* keep what is overwritten until it is synced */
    int64_t clock_ahead;  /* seconds that the wall clock is ahead */
    uint32_t loaded;      /* counts processes that this was loaded into */
    uint32_t lying;       /* syncs succeed and do nothing */
};

/* Before each piece of old content in an undo file; numbers are as the machine writes them. */
struct undo {
    uint64_t offset;
    uint64_t length; /* of the old content, which follows */
    uint64_t size;   /* of the file before */
    uint64_t space;  /* how many bytes are written; 0 when the file is cut off */
};

#define FILES 64
#define UP_TO_THE_END (SIZE_MAX / 2)
#define DESCRIPTORS 65536

struct file {
    char path[512];
    int undo;
    pthread_mutex_t lock;
};

static struct control *control;
static struct control no_control;
static char folder[512], undo_folder[512];
static struct file files[FILES];
static int file_count;
static pthread_mutex_t files_lock = PTHREAD_MUTEX_INITIALIZER;
/* For each descriptor its file's number from 1 on, or 0. */
static unsigned char owner[DESCRIPTORS];

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_close)(int);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_clock_gettime)(clockid_t, struct timespec *);

static void load(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_openat = dlsym(RTLD_NEXT, "openat64");
    real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
}

__attribute__((constructor)) static void begin(void) {
    load();
    control = &no_control;
    const char *path = getenv("WEBCHAT_FAULTS_CONTROL"), *below = getenv("WEBCHAT_FAULTS_FOLDER"),
               *undo = getenv("WEBCHAT_FAULTS_UNDO");
    if (!path || !below || !undo) return;
    snprintf(folder, sizeof folder, "%s/", below);
    snprintf(undo_folder, sizeof undo_folder, "%s", undo);
    int fd = real_openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED) {
        control = map;
        control->loaded++;
    }
    real_close(fd);
}

static int percent(uint32_t of_hundred) {
    static _Thread_local uint32_t state;
    if (of_hundred == 0) return 0;
    if (state == 0) state = (uint32_t)getpid() * 2654435761u ^ (uint32_t)(uintptr_t)&state;
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    return state % 100 < of_hundred;
}

static struct file *file_of(int fd) {
    if (fd < 0 || fd >= DESCRIPTORS || owner[fd] == 0) return NULL;
    return &files[owner[fd] - 1];
}

/* The file at a path; made known if it is new. What SQLite shares between processes is memory, not disk. */
static int number_of(const char *path) {
    size_t length = strlen(path);
    if (strncmp(path, folder, strlen(folder)) != 0 || length >= sizeof files[0].path) return 0;
    if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return 0;
    pthread_mutex_lock(&files_lock);
    int number = 0;
    while (number < file_count && strcmp(files[number].path, path) != 0) number++;
    if (number == file_count && file_count < FILES) {
        struct file *file = &files[file_count++];
        char undo[1200];
        snprintf(undo, sizeof undo, "%s/%s", undo_folder, path + strlen(folder));
        strcpy(file->path, path);
        pthread_mutex_init(&file->lock, NULL);
        file->undo = real_openat(AT_FDCWD, undo, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    number = number < file_count ? number + 1 : 0;
    pthread_mutex_unlock(&files_lock);
    return number;
}

static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < DESCRIPTORS && folder[0]) owner[fd] = (unsigned char)number_of(path);
    return fd;
}

int openat64(int at, const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    if (!real_openat) load();
    return opened(real_openat(at, path, flags, mode), path);
}

int openat(int at, const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return openat64(at, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return openat64(AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return openat64(AT_FDCWD, path, flags, mode);
}

int close(int fd) {
    if (!real_close) load();
    if (fd >= 0 && fd < DESCRIPTORS) owner[fd] = 0;
    return real_close(fd);
}

/* Keeps what stands where `length` bytes are going to be written, or where the file is going to be cut off. */
static void keep_undo(struct file *file, int fd, off_t offset, size_t length) {
    if (!control->keep_undo || file->undo < 0) return;
    struct stat now;
    if (fstat(fd, &now) != 0) return;
    size_t old = offset >= now.st_size ? 0 : (size_t)(now.st_size - offset);
    if (old > length) old = length;
    struct undo undo = {(uint64_t)offset, old, (uint64_t)now.st_size, length == UP_TO_THE_END ? 0 : length};
    char *record = malloc(sizeof undo + old);
    if (!record) return;
    memcpy(record, &undo, sizeof undo);
    if (old == 0 || pread(fd, record + sizeof undo, old, offset) == (ssize_t)old)
        real_write(file->undo, record, sizeof undo + old);
    free(record);
}

/* How much of a write finds its place; less than nothing is the error. */
static ssize_t room(int fd, off_t offset, size_t length) {
    if (percent(control->write_error)) {
        errno = EIO;
        return -1;
    }
    struct stat now;
    if (!control->full || fstat(fd, &now) != 0 || offset + (off_t)length <= now.st_size) return (ssize_t)length;
    /* As a real one does: what still fits is written. */
    if (offset < now.st_size) return now.st_size - offset;
    errno = ENOSPC;
    return -1;
}

static ssize_t write_at(struct file *file, int fd, const void *bytes, size_t length, off_t offset) {
    pthread_mutex_lock(&file->lock);
    ssize_t fits = room(fd, offset, length);
    if (fits > 0) {
        keep_undo(file, fd, offset, (size_t)fits);
        fits = real_pwrite(fd, bytes, (size_t)fits, offset);
    }
    pthread_mutex_unlock(&file->lock);
    return fits;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    struct file *file = file_of(fd);
    if (!real_pwrite) load();
    return file ? write_at(file, fd, bytes, length, offset) : real_pwrite(fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    struct file *file = file_of(fd);
    if (!real_write) load();
    if (!file) return real_write(fd, bytes, length);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    ssize_t written = write_at(file, fd, bytes, length, offset);
    if (written > 0) lseek(fd, offset + written, SEEK_SET);
    return written;
}

int ftruncate64(int fd, off_t length) {
    struct file *file = file_of(fd);
    if (!real_ftruncate) load();
    if (!file) return real_ftruncate(fd, length);
    pthread_mutex_lock(&file->lock);
    keep_undo(file, fd, length, UP_TO_THE_END);
    int result = real_ftruncate(fd, length);
    pthread_mutex_unlock(&file->lock);
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_with(int (*real)(int), int fd) {
    struct file *file = file_of(fd);
    if (!file) return real(fd);
    if (percent(control->sync_error)) {
        errno = EIO;
        return -1;
    }
    if (control->lying) return 0;
    pthread_mutex_lock(&file->lock);
    int result = real(fd);
    if (result == 0 && file->undo >= 0 && real_ftruncate(file->undo, 0) != 0) result = -1;
    pthread_mutex_unlock(&file->lock);
    return result;
}

int fsync(int fd) {
    if (!real_fsync) load();
    return sync_with(real_fsync, fd);
}

int fdatasync(int fd) {
    if (!real_fdatasync) load();
    return sync_with(real_fdatasync, fd);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (!real_clock_gettime) load();
    int result = real_clock_gettime(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME && control) time->tv_sec += control->clock_ahead;
    return result;
}
