using System.Runtime.InteropServices;

namespace Engagement.Load.Driving;

/// <summary>The few system calls .NET has no name for. Linux only (epoll_pwait2 needs kernel 5.11 and glibc 2.35).</summary>
internal static partial class Native
{
    public const int EpollIn = 0x1;
    public const int EpollOut = 0x4;
    public const uint EpollEdge = 1u << 31;
    public const int EpollAdd = 1;
    public const int EpollRemove = 2;
    public const int TimerSlack = 29;

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static unsafe partial int EpollControl(int epoll, int operation, int descriptor, byte* happening);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    internal static unsafe partial int EpollWait(int epoll, byte* happenings, int most, TimeSpec* timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static unsafe partial int SetAffinity(int thread, nint size, ulong* cores);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    internal static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);
}
