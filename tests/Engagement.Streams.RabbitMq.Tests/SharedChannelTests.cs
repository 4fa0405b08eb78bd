using System.Reflection;
using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq.Tests;

public sealed class SharedChannelTests
{
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

        await _shared.RetireAsync();

        _shared.TryEnter().ShouldBeFalse();
        await _shared.LeaveAsync();
        _stub.Closed.ShouldBe(0);
        await _shared.LeaveAsync();
        _stub.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task Retired_twice_it_is_closed_once()
    {
        await _shared.RetireAsync();
        await _shared.RetireAsync();

        _stub.Closed.ShouldBe(1);
    }

    [Fact]
    public async Task Left_by_all_it_stays_open_for_the_next()
    {
        _shared.TryEnter().ShouldBeTrue();
        await _shared.LeaveAsync();

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
    public async Task One_that_does_not_close_is_no_failure_of_whoever_leaves_last()
    {
        _stub.OnClose = () => throw new TimeoutException();
        _shared.TryEnter().ShouldBeTrue();
        await _shared.RetireAsync();

        await _shared.LeaveAsync();
    }

    /// <summary>A channel that can be closed, and nothing else. Not sealed: the proxy is made of it.</summary>
    public class StubChannel : DispatchProxy
    {
        public bool IsOpen { get; set; } = true;

        public int Closed { get; private set; }

        public Action OnClose { get; set; } = static () => { };

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case "get_IsOpen":
                    return IsOpen;
                case nameof(IAsyncDisposable.DisposeAsync):
                    Closed++;
                    OnClose();
                    return ValueTask.CompletedTask;
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
