using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Engagement.Load.Driving;

/// <summary>
/// An edge-triggered epoll over numbered sockets. Waiting takes nanoseconds, so that one system call both sleeps to
/// the next instant of the schedule and wakes for an answer. One thread.
/// </summary>
internal sealed unsafe class Poller : IDisposable
{
    private const int Most = 512;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly byte* _happenings = (byte*)NativeMemory.AllocZeroed(Most, 16);
    private readonly int _epoll = Native.EpollCreate(0);

    public void Add(Socket socket, int number)
    {
        var happening = stackalloc byte[16];
        *(uint*)happening = Native.EpollIn | Native.EpollOut | Native.EpollEdge;
        *(int*)(happening + Stride - 8) = number;
        if (Native.EpollControl(_epoll, Native.EpollAdd, (int)socket.Handle, happening) != 0)
            throw new Win32Exception();
    }

    /// <summary>Waits at most <paramref name="nanoseconds"/> and answers how many sockets have news.</summary>
    public int Wait(long nanoseconds)
    {
        var timeout = new Native.TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        return Math.Max(0, Native.EpollWait(_epoll, _happenings, Most, &timeout, 0));
    }

    /// <summary>The number of the socket behind the given piece of news.</summary>
    public int Number(int index) => *(int*)(_happenings + (index * Stride) + Stride - 8);

    public void Dispose()
    {
        _ = Native.Close(_epoll);
        NativeMemory.Free(_happenings);
    }
}
