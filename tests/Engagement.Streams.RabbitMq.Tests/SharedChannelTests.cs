using System.Reflection;
using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq.Tests;

public sealed class SharedChannelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StubChannel _stub;
    private readonly SharedChannel _shared;

    public SharedChannelTests()
    {
        var channel = DispatchProxy.Create<IChannel, StubChannel>();
        _stub = (StubChannel)channel;
        _shared = new SharedChannel(channel);
    }

    [Fact]
    public async Task Retired_it_takes_nobody_new_and_is_closed_when_the_last_has_left()
    {
        _shared.TryEnter().ShouldBeTrue();
        _shared.TryEnter().ShouldBeTrue();

        _shared.Retire();

        _shared.TryEnter().ShouldBeFalse();
        _shared.Leave();
        _stub.Closed.ShouldBe(0);
        _shared.Leave();
        await _stub.FirstClosed.WaitAsync(Patience);
    }

    [Fact]
    public async Task Retired_twice_it_is_closed_once()
    {
        _shared.Retire();
        _shared.Retire();

        await _stub.FirstClosed.WaitAsync(Patience);
        _stub.Closed.ShouldBe(1);
    }

    [Fact]
    public void Left_by_all_it_stays_open_for_the_next()
    {
        _shared.TryEnter().ShouldBeTrue();
        _shared.Leave();

        _shared.TryEnter().ShouldBeTrue();
        _stub.Closed.ShouldBe(0);
    }

    [Fact]
    public void One_that_the_broker_closed_takes_nobody()
    {
        _stub.IsOpen = false;

        _shared.TryEnter().ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_does_not_close_holds_up_nobody()
    {
        using var opened = new ManualResetEventSlim();
        _stub.OnClose = opened.Wait;
        _shared.TryEnter().ShouldBeTrue();
        _shared.Retire();

        _shared.Leave();

        await _stub.FirstClosed.WaitAsync(Patience);
        opened.Set();
    }

    /// <summary>A channel that can be closed, and nothing else. Not sealed: the proxy is made of it.</summary>
    public class StubChannel : DispatchProxy
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOpen { get; set; } = true;

        public int Closed { get; private set; }

        /// <summary>Completes when it begins to close.</summary>
        public Task FirstClosed => _closed.Task;

        public Action OnClose { get; set; } = static () => { };

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case "get_IsOpen":
                    return IsOpen;
                case nameof(IAsyncDisposable.DisposeAsync):
                    Closed++;
                    _closed.TrySetResult();
                    OnClose();
                    return ValueTask.CompletedTask;
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
