using Engagement.Load.BareKestrel;
using Engagement.Load.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var arguments = Arguments.Parse(args);
    if (arguments.Verb == "bare")
    {
        await Twin.Serve(arguments.Number("port", 8090), stop.Token);
        return 0;
    }

    return await Verbs.Run(arguments, stop.Token);
}
catch (Exception refused) when (refused is ArgumentException or InvalidOperationException or TimeoutException or FormatException)
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
