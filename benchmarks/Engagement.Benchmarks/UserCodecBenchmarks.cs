using BenchmarkDotNet.Attributes;
using Engagement.Benchmarks.Engine;
using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Users;

namespace Engagement.Benchmarks;

/// <summary>A person's state to bytes and back, after 50 events.</summary>
public class UserCodecBenchmarks
{
    private readonly ByteWriter _writer = new(4_096);
    private UserState _state = UserState.Blank(PersonId.Known("anna"));
    private byte[] _image = [];

    [GlobalSetup]
    public void Setup()
    {
        var context = new TurnContext(Workload.Workspace, Workload.Epoch, Catalog.Empty(Workload.Workspace));
        foreach (var (_, command) in new Workload(1).Next(50, new Random(3), Workload.Epoch))
        {
            _state = UserDecider.Decide(_state, command, context).State;
        }

        Encode();
        _image = _writer.Written.ToArray();
        if (((ActiveUser)Decode()).Counters.Count < 5)
        {
            throw new InvalidOperationException("the state is not the one that was meant");
        }

        Console.WriteLine($"// image: {_image.Length} bytes");
    }

    [Benchmark]
    public int Encode()
    {
        _writer.Clear();
        UserCodec.Encode(_state, _writer);
        return _writer.Length;
    }

    [Benchmark]
    public UserState Decode() => UserCodec.Decode(_state.Person, _image);
}
