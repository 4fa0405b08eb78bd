using System.Net;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Streaming;

namespace Engagement.Load.Driving;

/// <summary>
/// Drives one server for a while from one thread: sends each payload at its intended instant on the first free
/// connection and times the answer. A send that finds no connection free waits its turn and its wait counts.
/// </summary>
internal sealed class Run : IDisposable
{
    private readonly RunPlan _plan;
    private readonly Target _target;
    private readonly Payloads _payloads;
    private readonly ServerFigures _server;
    private readonly Stamp _stamp;
    private readonly IPEndPoint _address;
    private readonly Poller _poller = new();
    private readonly Connection[] _connections;
    private readonly Stack<int> _free;
    private readonly RunResult _result;
    private readonly StreamSet? _streams;
    private readonly StreamSet.Round? _round;
    private Clock _clock;
    private long _sends;
    private long _countFrom;

    private Run(RunPlan plan, Aim aim, StreamSet? streams, StreamSet.Round? round)
    {
        _plan = plan;
        (_target, _payloads, _server, _stamp) = aim;
        (_streams, _round) = (streams, round);
        var (target, payloads) = (aim.Target, aim.Payloads);
        _address = new IPEndPoint(IPAddress.Loopback, target.Url.Port);
        _result = new RunResult { EventsPerRequest = payloads.EventsPerBody };
        _connections = new Connection[plan.Connections];
        _free = new Stack<int>(plan.Connections);
        for (var number = 0; number < plan.Connections; number++)
        {
            _connections[number] = new Connection(_address, target.LongestHead + payloads.LongestBody);
            _poller.Add(_connections[number].Socket, number);
            _free.Push(number);
        }
    }

    public static RunResult Drive(RunPlan plan, Aim aim) => DrivingThread.Run(plan.Core, () =>
    {
        using var run = new Run(plan, aim, null, null);
        return run.Drive();
    });

    /// <summary>The same, reading the users' open streams between sends; the round gets the messages' latencies.</summary>
    public static RunResult Drive(RunPlan plan, Aim aim, StreamSet streams, StreamSet.Round round) => DrivingThread.Run(plan.Core, () =>
    {
        using var run = new Run(plan, aim, streams, round);
        streams.AddTo(run._poller, plan.Connections);
        streams.Begin(round);
        var result = run.Drive();
        run.AwaitMessages();
        return result;
    });

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        _poller.Dispose();
    }

    private RunResult Drive()
    {
        _clock = new Clock();
        _countFrom = long.MaxValue;
        Until((long)_plan.Warm.TotalNanoseconds);
        var (cpu, own, begun) = (_server.Cpu, ServerFigures.OfThisThread.Cpu, _clock.Now);
        _countFrom = begun;
        _round?.CountFrom = begun;
        Until(begun + (long)_plan.Counted.TotalNanoseconds);
        _result.Elapsed = TimeSpan.FromTicks((_clock.Now - begun) / 100);
        _result.ServerCpu = _server.Cpu - cpu;
        _result.DriverBusy = (ServerFigures.OfThisThread.Cpu - own) / _result.Elapsed;
        _result.Sends = _sends;
        _result.Unsent = _plan.Schedule.IsOpen ? CountUnsent() : 0;
        _countFrom = long.MaxValue;
        AwaitAnswers();
        return _result;
    }

    /// <summary>Takes the last answers, uncounted, so that afterwards every send has had its effect.</summary>
    private void AwaitAnswers()
    {
        for (var end = _clock.Now + 5_000_000_000; _clock.Now < end && _free.Count < _connections.Length;)
            TakeNews(1_000_000);
    }

    private void Until(long end)
    {
        for (var now = _clock.Now; now < end; now = _clock.Now)
        {
            SendDue(now);
            TakeNews(NextInstant(now, end) - _clock.Now);
        }
    }

    private void AwaitMessages()
    {
        for (var end = _clock.Now + 2_000_000_000; _clock.Now < end && _round!.Received < _sends;)
            TakeNews(1_000_000);
    }

    private void TakeNews(long mostNanoseconds)
    {
        var news = _poller.Wait(Math.Max(0, mostNanoseconds));
        for (var index = 0; index < news; index++)
        {
            var number = _poller.Number(index);
            if (number < _connections.Length)
                Take(number);
            else
                _streams!.Read(number - _connections.Length, _clock.Now);
        }
    }

    private long NextInstant(long now, long end)
    {
        if (!_plan.Schedule.IsOpen || _free.Count == 0)
            return Math.Min(end, now + 10_000_000);
        return Math.Min(end, _plan.Schedule.IntendedAt(_sends));
    }

    private void SendDue(long now)
    {
        while (_free.Count > 0)
        {
            var intended = _plan.Schedule.IsOpen ? _plan.Schedule.IntendedAt(_sends) : _clock.Now;
            if (intended > now && _plan.Schedule.IsOpen)
                return;
            var connection = _connections[_free.Pop()];
            connection.Intended = intended;
            var payload = (int)(_sends % _payloads.Count);
            var body = _payloads.Body(payload);
            var length = _target.Write(connection.Output, _payloads.KindOf(payload), body);
            _stamp.Renew(connection.Output[(length - body.Length)..length], _payloads, payload, (_round?.FirstNumber ?? 0) + _sends);
            _sends++;
            connection.Send(length);
        }
    }

    private void Take(int number)
    {
        var connection = _connections[number];
        connection.Flush();
        if (!connection.TryReceive(out var status))
            return;
        if (status == 0)
        {
            connection.Reopen(_address);
            _poller.Add(connection.Socket, number);
        }

        _free.Push(number);
        _result.Untaken += status is >= 200 and < 300 ? 0 : 1;
        var now = _clock.Now;
        if (_countFrom > now)
            return;
        _result.Count(status);
        if (connection.Intended >= _countFrom && status is >= 200 and < 300)
            _result.Latency.Record(now - connection.Intended);
    }

    private long CountUnsent()
    {
        var due = _sends;
        for (var now = _clock.Now; _plan.Schedule.IntendedAt(due) <= now;)
            due++;
        return due - _sends;
    }
}
