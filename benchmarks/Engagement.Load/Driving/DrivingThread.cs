using System.Runtime.ExceptionServices;

namespace Engagement.Load.Driving;

/// <summary>Runs the timed part on a thread of its own, pinned where asked, and hands its result or its error back.</summary>
internal static class DrivingThread
{
    public static T Run<T>(int? core, Func<T> timed)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (core is { } pinned)
                    Core.Pin(pinned);
                Core.WakeOnTime();
                result = timed();
            }
            catch (Exception thrown)
            {
                error = ExceptionDispatchInfo.Capture(thrown);
            }
        });
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }
}
